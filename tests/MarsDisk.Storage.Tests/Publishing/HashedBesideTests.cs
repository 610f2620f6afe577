using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Storage.Tests.Publishing;

/// <summary>Chunks whose files are hashed on a second thread while they are written.</summary>
public sealed class HashedBesideTests
{
    [Fact]
    public void Publishes_what_is_published_without_the_second_thread()
    {
        using var hashing = new HashThread("hash");
        using var beside = new TestRun();
        using var inline = new TestRun();

        var chunk = Publish(beside, hashing).Chunk;

        Assert.Equal(Publish(inline, null).Chunk, chunk);
    }

    [Fact]
    public void Gives_no_file_its_name_when_the_hash_fails()
    {
        using var hashing = new HashThread("hash", (_, _) => throw new ArithmeticException("no carry"));
        using var run = new TestRun();

        Assert.Throws<InvalidOperationException>(() => Publish(run, hashing));

        Assert.Empty(run.PublishedNames());
        Assert.Empty(Directory.EnumerateFiles(run.Files.Tmp));
    }

    [Fact]
    public void Publishes_a_chunk_again_after_any_call_to_the_disk_failed()
    {
        using var hashing = new HashThread("hash");
        var faults = new NthCallFails(FailPoints.DiskFull);
        using var run = new TestRun(faults);
        using var lease = run.Begin();
        var publisher = new ChunkPublisher(run.Files, lease);
        faults.Restart(failing: 0);
        var expected = publisher.Publish(TestRun.Chunk(0, 10), hashing).Chunk!;
        var calls = faults.Calls;

        for (var failing = 1; failing <= calls; failing++)
        {
            foreach (var name in run.PublishedNames())
                File.Delete(run.Files.PathOf(name));
            faults.Restart(failing);

            Assert.Equal(PublishErrorKind.DiskFull, publisher.Publish(TestRun.Chunk(0, 10), hashing).Error!.Kind);
            Assert.Empty(Directory.EnumerateFiles(run.Files.Tmp));
            Assert.Equal(expected, publisher.Publish(TestRun.Chunk(0, 10), hashing).Chunk);
        }
    }

    [Fact]
    public void Goes_on_after_a_chunk_that_its_encoder_gave_up_halfway()
    {
        using var hashing = new HashThread("hash");
        using var run = new TestRun();
        using var lease = run.Begin();
        var publisher = new ChunkPublisher(run.Files, lease);
        var chunk = TestRun.Chunk(0, 10);
        var broken = chunk with { Tables = [chunk.Tables[0], chunk.Tables[1] with { Write = GiveUpHalfway }] };

        Assert.Throws<InvalidOperationException>(() => publisher.Publish(broken, hashing));
        var published = publisher.Publish(chunk, hashing).Chunk!;

        Assert.All(
            published.Tables,
            table => Assert.Equal(ContentHash.Of(File.ReadAllBytes(run.Files.PathOf(table.Name))), table.Sha256));
    }

    private static void GiveUpHalfway(Stream output)
    {
        output.Write(new byte[HashBlock.Capacity + 1]);
        throw new InvalidOperationException("law broken");
    }

    private static PublishResult Publish(TestRun run, HashThread? hashing)
    {
        using var lease = run.Begin();
        return new ChunkPublisher(run.Files, lease).Publish(TestRun.Chunk(0, 10), hashing);
    }
}
