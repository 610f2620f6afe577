using Xunit.Sdk;

namespace MarsDisk.Conformance.Tests;

public sealed class KitTests : Spec
{
    [Fact]
    public void An_unannounced_dead_letter_fails_the_test() =>
        FailsWith("lost", kit => kit.Sys.DeadLetters.Tell("lost", ActorRefs.NoSender));

    [Fact]
    public void An_unannounced_unhandled_message_fails_the_test() => FailsWith("Unhandled message", kit =>
    {
        var echo = kit.ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        echo.Tell(4.5, kit.TestActor);
        echo.Tell("done", kit.TestActor);
        kit.ExpectMsg("done");
    });

    [Fact]
    public void An_unannounced_error_fails_the_test() => FailsWith("error", kit =>
    {
        var echo = kit.ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        echo.Tell(new Fail("error"), kit.TestActor);
        echo.Tell("done", kit.TestActor);
        kit.ExpectMsg("done");
    });

    [Fact]
    public void A_filter_counts_exactly()
    {
        var kit = new Kit();

        var error = Assert.ThrowsAny<XunitException>(() => kit.EventFilter.DeadLetter().ExpectOne(() =>
        {
            kit.Sys.DeadLetters.Tell("one", ActorRefs.NoSender);
            kit.Sys.DeadLetters.Tell("two", ActorRefs.NoSender);
        }));

        Assert.Contains("2", error.Message, StringComparison.Ordinal);
        kit.Dispose();
    }

    [Fact]
    public void Fishing_drops_what_comes_before()
    {
        TestActor.Tell("weed", TestActor);
        TestActor.Tell(3, TestActor);
        TestActor.Tell(8, TestActor);

        Assert.Equal(8, FishForMessage<int>(n => n > 5));
    }

    [Fact]
    public void A_wrong_type_is_named()
    {
        TestActor.Tell("text", TestActor);

        var error = Assert.ThrowsAny<XunitException>(() => ExpectMsg<int>());

        Assert.Contains("Int32", error.Message, StringComparison.Ordinal);
        Assert.Contains("String", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_is_reported()
    {
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<int>(Soon));
        Assert.ThrowsAny<XunitException>(() => Within(Soon, () => ExpectMsg<int>()));
    }

    [Fact]
    public void Log_entries_fill_their_templates()
    {
        var actor = ActorOf(Props.Create(() => new Logger()));

        EventFilter.Info("Run r7 wrote chunk 3 of 0.5 MB", source: actor.Path.ToString())
            .ExpectOne(() => actor.Tell("named", TestActor));
        EventFilter.Warning(start: "second first").ExpectOne(() => actor.Tell("numbered", TestActor));
    }

    private static void FailsWith(string text, Action<Kit> act)
    {
        var kit = new Kit();
        act(kit);

        var error = Assert.ThrowsAny<XunitException>(kit.Dispose);

        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    private sealed class Kit : ActorSpec;

    private sealed class Logger : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Logger()
        {
            Receive<string>(m => m == "named", _ => _log.Info("Run {Run} wrote chunk {Chunk} of {Size:0.0} MB", "r7", 3, 0.5));
            Receive<string>(_ => _log.Warning("{1} {0}", "first", "second"));
        }
    }
}
