namespace MarsDisk.Benchmarks.Samples;

/// <summary>Two actors that send each other one and the same message.</summary>
internal sealed class PingPong : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("ping-pong");
    private readonly Count _count = new();
    private readonly IActorRef _first;
    private readonly IActorRef _second;

    public PingPong()
    {
        var count = _count;
        _second = _system.ActorOf(Props.Create(() => new Answering()), "second");
        var second = _second;
        _first = _system.ActorOf(Props.Create(() => new Counting(count, second)), "first");
    }

    /// <summary>So many messages in one direction.</summary>
    public void Tell(int messages)
    {
        _count.Expect(messages);
        for (var i = 0; i < messages; i++)
            _first.Tell(Pong.Instance, ActorRefs.NoSender);
        _count.Wait();
    }

    /// <summary>So many times there and back.</summary>
    public void Exchange(int trips)
    {
        _count.Expect(trips);
        _first.Tell(Start.Instance, ActorRefs.NoSender);
        _count.Wait();
    }

    /// <summary>So many questions from outside, one after the other.</summary>
    public void Ask(int questions)
    {
        for (var i = 0; i < questions; i++)
            _second.Ask<Pong>(Ping.Instance).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _system.Dispose();
        _count.Dispose();
    }

    private sealed record Ping
    {
        public static readonly Ping Instance = new();
    }

    private sealed record Pong
    {
        public static readonly Pong Instance = new();
    }

    private sealed record Start
    {
        public static readonly Start Instance = new();
    }

    private sealed class Count : IDisposable
    {
        private readonly ManualResetEventSlim _reached = new();
        private int _left;

        public void Expect(int messages)
        {
            _left = messages;
            _reached.Reset();
        }

        public bool Take()
        {
            if (--_left > 0)
                return true;
            _reached.Set();
            return false;
        }

        public void Wait() => _reached.Wait();

        public void Dispose() => _reached.Dispose();
    }

    private sealed class Answering : ReceiveActor
    {
        public Answering() => Receive<Ping>(_ => Sender.Tell(Pong.Instance, Self));
    }

    private sealed class Counting : ReceiveActor
    {
        private readonly Count _count;
        private readonly IActorRef _partner;
        private bool _exchanges;

        public Counting(Count count, IActorRef partner)
        {
            (_count, _partner) = (count, partner);
            Receive<Start>(_ => { _exchanges = true; _partner.Tell(Ping.Instance, Self); });
            Receive<Pong>(_ => Take());
        }

        private void Take()
        {
            var goesOn = _count.Take();
            if (_exchanges && goesOn)
                _partner.Tell(Ping.Instance, Self);
            _exchanges &= goesOn;
        }
    }
}
