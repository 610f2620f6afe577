using System.Threading.Channels;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>Carries windows of steps from the calling thread to another one.</summary>
internal interface ICarrier : IDisposable
{
    /// <summary>Sends messages and waits until the last one was taken.</summary>
    /// <returns>Sum of what was taken: steps, or the rows of the payload.</returns>
    double Send(int messages, int batch, bool hasPayload);
}

/// <summary>A window on rows that were just written; the rows belong to the receiver until it has answered.</summary>
internal sealed record Window(int Steps, double[]? Rows, bool IsLast);

/// <summary>Writes windows and adds up what arrives; what both carriers have in common.</summary>
internal sealed class WindowCounter : IDisposable
{
    // A step of the base run has about 1 kB of cells.
    private const int CellsPerStep = 128;
    private const int BuffersUnderWay = 4;

    private readonly SemaphoreSlim _free = new(BuffersUnderWay);
    private readonly AutoResetEvent _taken = new(false);
    private double[][] _buffers = [];
    private double _sum;

    public double Send(int messages, int batch, bool hasPayload, Action<Window> send)
    {
        _sum = 0;
        if (hasPayload && (_buffers.Length == 0 || _buffers[0].Length != batch * CellsPerStep))
            _buffers = [.. Enumerable.Range(0, BuffersUnderWay).Select(_ => new double[batch * CellsPerStep])];
        for (var message = 0; message < messages; message++)
            send(new Window(batch, hasPayload ? Rows(message) : null, message == messages - 1));
        _taken.WaitOne();
        return _sum;
    }

    public void Dispose()
    {
        _free.Dispose();
        _taken.Dispose();
    }

    /// <summary>Takes a window, on the receiving thread.</summary>
    public void Take(Window window)
    {
        var sum = _sum + window.Steps;
        if (window.Rows is { } rows)
        {
            foreach (var cell in rows)
                sum += cell;
            _free.Release();
        }
        _sum = sum;
        if (window.IsLast)
            _taken.Set();
    }

    private double[] Rows(int message)
    {
        _free.WaitAsync().GetAwaiter().GetResult();
        var rows = _buffers[message % BuffersUnderWay];
        Array.Fill(rows, message);
        return rows;
    }
}

/// <summary>A bounded channel with a thread behind it, as writers have.</summary>
internal sealed class ChannelCarrier : ICarrier
{
    private const int Capacity = 1024;

    private readonly Channel<Window> _channel = Channel.CreateBounded<Window>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });
    private readonly WindowCounter _counter = new();

    public ChannelCarrier() => new Thread(Receive) { IsBackground = true, Name = "channel-reader" }.Start();

    public double Send(int messages, int batch, bool hasPayload) => _counter.Send(messages, batch, hasPayload, window =>
    {
        while (!_channel.Writer.TryWrite(window))
            _channel.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult();
    });

    public void Dispose() => _channel.Writer.TryComplete();

    private void Receive()
    {
        while (_channel.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_channel.Reader.TryRead(out var window))
                _counter.Take(window);
        }
    }
}

/// <summary>An actor of the in-tree runtime.</summary>
internal sealed class ActorCarrier : ICarrier
{
    private readonly ActorSystem _system = ActorSystem.Create("handoff");
    private readonly WindowCounter _counter = new();
    private readonly IActorRef _receiver;

    public ActorCarrier()
    {
        var counter = _counter;
        _receiver = _system.ActorOf(Props.Create(() => new Receiver(counter)), "receiver");
    }

    public double Send(int messages, int batch, bool hasPayload) =>
        _counter.Send(messages, batch, hasPayload, window => _receiver.Tell(window, ActorRefs.NoSender));

    public void Dispose()
    {
        _system.Dispose();
        _counter.Dispose();
    }

    private sealed class Receiver : ReceiveActor
    {
        public Receiver(WindowCounter counter) => Receive<Window>(counter.Take);
    }
}
