using FsCheck;
using FsCheck.Fluent;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Tests.Support;

namespace MarsDisk.Actors.Tests.Whole;

public sealed class SameBytesTests
{
    private const int Steps = 24;

    [Fact]
    public void Whatever_batch_buffers_and_interval_a_run_ends_with_the_bytes_of_the_plain_loop()
    {
        var runs =
            from chunkSteps in Gen.Choose(1, Steps)
            from batchSteps in Gen.Choose(1, chunkSteps)
            from buffers in Gen.Choose(1, 4)
            select new SmallRun(Steps, chunkSteps, buffers, batchSteps);

        Prop.ForAll(runs.ToArbitrary(), run =>
        {
            using var pipeline = new Pipeline();
            Assert.Equal(run.PlainFiles(), pipeline.FilesOf(run));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private sealed class Pipeline : RunSpec
    {
        public PublishedFile[] FilesOf(SmallRun run)
        {
            var disk = new MemoryDisk(run);
            Start(run, disk);
            Assert.Equal(new RunOutcomeReport.Completed(run.Steps), Outcome());
            return [.. disk.Files];
        }
    }
}
