namespace MarsDisk.Conformance.Tests.Persistence;

/// <summary>A system with a journal that fails as told, and a probe that listens to the ledger.</summary>
public abstract class PersistenceSpec : Spec
{
    private protected PersistenceSpec(JournalFaults faults) : base(new SpecSetup
    {
        Journal = typeof(SpecJournal),
        Belongings = [faults, new InMemRecords()],
    })
    {
        Faults = faults;
        Listener = CreateTestProbe();
    }

    protected JournalFaults Faults { get; }

    protected TestProbe Listener { get; }

    protected IActorRef Open(string persistenceId = "ledger")
    {
        var listener = Listener.Ref;
        return ActorOf(Props.Create(() => new Ledger(persistenceId, listener)));
    }

    /// <summary>A ledger that has recovered from nothing.</summary>
    protected IActorRef OpenFresh()
    {
        var ledger = Open();
        Listener.ExpectMsg("recovered 0 at 0");
        return ledger;
    }

    protected void Close(IActorRef ledger)
    {
        Watch(ledger);
        Sys.Stop(ledger);
        ExpectTerminated(ledger);
    }

    protected void Deposit(IActorRef ledger, params int[] amounts)
    {
        foreach (var amount in amounts)
        {
            ledger.Tell(new Deposit(amount), TestActor);
            ExpectMsg<string>();
        }
    }

    private sealed class SpecJournal()
        : FaultyJournal(Belongings.Of<InMemRecords>(Context.System), Belongings.Of<JournalFaults>(Context.System));
}
