using MarsDisk.Snapshots.Boundary.Tests.Hosts;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.Boundary.Tests;

/// <summary>What every store promises holds on one thread, and without the pool.</summary>
public sealed class SuiteTests
{
    public static TheoryData<string, int> BlobCases => SuiteCases.Of(typeof(BlobSuite));

    public static TheoryData<string, int> StateCases => SuiteCases.Of(typeof(StateSuite));

    [Theory]
    [MemberData(nameof(BlobCases))]
    public void A_blob_store_keeps_its_promises(string statement, int ordinal) => SuiteCases.Run(host => new BlobSuite(host), statement, ordinal);

    [Theory]
    [MemberData(nameof(StateCases))]
    public void A_state_store_keeps_its_promises(string statement, int ordinal) => SuiteCases.Run(host => new StateSuite(host), statement, ordinal);

    private static async Task<T> AfterAsync<T>(Task before, Func<Task<T>> work)
    {
        await before;
        return await work();
    }

    internal sealed class BlobSuite(BareHost host) : InMemoryBlobStoreSuite
    {
        private Task _last = Task.CompletedTask;

        protected override TimeProvider Clock => host.Time;

        protected override long LongBytes => 4 * 1024 * 1024;

        protected override int ManyObjects => 200;

        protected override Task<T> Beside<T>(Func<Task<T>> work)
        {
            var next = AfterAsync(_last, work);
            _last = next;
            return next;
        }
    }

    internal sealed class StateSuite(BareHost host) : InMemoryStateStoreSuite
    {
        private Task _last = Task.CompletedTask;

        protected override TimeProvider Clock => host.Time;

        protected override int ContestCommits => 100;

        protected override Task<T> Beside<T>(Func<Task<T>> work)
        {
            var next = AfterAsync(_last, work);
            _last = next;
            return next;
        }
    }
}
