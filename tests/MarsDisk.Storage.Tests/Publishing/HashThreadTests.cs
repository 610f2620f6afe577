using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Storage.Tests.Publishing;

public sealed class HashThreadTests
{
    private const int RingBytes = HashThread.BlocksMax * HashBlock.Capacity;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(HashBlock.Capacity - 1)]
    [InlineData(HashBlock.Capacity)]
    [InlineData(HashBlock.Capacity + 1)]
    [InlineData((2 * RingBytes) + 5)]
    public void Gives_the_hash_that_the_writing_thread_would_have_computed(int length)
    {
        var content = Content(length);
        using var thread = new HashThread("hash");
        using var hash = thread.Begin();

        for (var first = 0; first < length; first += 100_003)
            hash.Append(content.AsSpan(first, Math.Min(100_003, length - first)));
        hash.End();

        Assert.Equal(ContentHash.Of(content), hash.Value);
    }

    [Fact]
    public void Hashes_files_one_behind_the_other_and_answers_in_any_order()
    {
        using var thread = new HashThread("hash");
        var contents = Enumerable.Range(1, 5).Select(file => Content(file * 300_000)).ToList();
        var hashes = contents.Select(_ => thread.Begin()).ToList();

        foreach (var (content, hash) in contents.Zip(hashes))
        {
            hash.Append(content);
            hash.End();
        }

        Assert.Equal(contents.Select(content => ContentHash.Of(content)).Reverse(), hashes.AsEnumerable().Reverse().Select(hash => hash.Value));
        hashes.ForEach(hash => hash.Dispose());
    }

    [Fact]
    public async Task Holds_no_more_than_its_ring_while_the_hash_stands_still()
    {
        using var gate = new ManualResetEventSlim();
        using var thread = new HashThread("hash", (hash, bytes) =>
        {
            gate.WaitHandle.WaitOne();
            hash.AppendData(bytes);
        });
        using var hash = thread.Begin();
        var content = Content(RingBytes + HashBlock.Capacity);

        var writing = Task.Run(() => hash.Append(content));
        SpinWait.SpinUntil(() => thread.Blocks == HashThread.BlocksMax, TimeSpan.FromMinutes(1));
        var isHeldBack = !writing.IsCompleted;
        gate.Set();
        await writing;
        hash.End();

        Assert.True(isHeldBack);
        Assert.Equal(ContentHash.Of(content), hash.Value);
        Assert.Equal(HashThread.BlocksMax, thread.Blocks);
    }

    [Fact]
    public void Uses_its_blocks_again_for_the_next_files()
    {
        using var thread = new HashThread("hash");

        for (var file = 0; file < 3 * HashThread.BlocksMax; file++)
        {
            using var hash = thread.Begin();
            hash.Append(Content(10));
            hash.End();
            Assert.Equal(ContentHash.Of(Content(10)), hash.Value);
        }

        Assert.Equal(1, thread.Blocks);
    }

    [Fact]
    public void Tells_the_writer_what_failed_on_the_thread_and_serves_the_next_file()
    {
        var isBroken = true;
        using var thread = new HashThread("hash", (hash, bytes) =>
        {
            if (isBroken)
                throw new ArithmeticException("no carry");
            hash.AppendData(bytes);
        });
        using (var broken = thread.Begin())
        {
            broken.Append(Content(3));
            broken.End();
            var error = Assert.Throws<InvalidOperationException>(() => broken.Value);
            Assert.Contains("no carry", error.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => broken.Append(Content(1)));
            isBroken = false;
        }

        using var next = thread.Begin();
        next.Append(Content(3));
        next.End();

        Assert.Equal(ContentHash.Of(Content(3)), next.Value);
    }

    [Fact]
    public void Forgets_a_file_that_is_given_up_halfway()
    {
        using var thread = new HashThread("hash");
        using (var abandoned = thread.Begin())
            abandoned.Append(Content((3 * HashBlock.Capacity) + 7));

        using var next = thread.Begin();
        next.Append(Content(HashBlock.Capacity + 7));
        next.End();

        Assert.Equal(ContentHash.Of(Content(HashBlock.Capacity + 7)), next.Value);
    }

    [Fact]
    public void Takes_nothing_once_it_is_disposed()
    {
        var thread = new HashThread("hash");
        using var hash = thread.Begin();
        thread.Dispose();

        Assert.Throws<ObjectDisposedException>(() => hash.Append(Content(1)));
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }
}
