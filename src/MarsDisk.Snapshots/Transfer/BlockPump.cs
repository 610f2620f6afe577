namespace MarsDisk.Snapshots.Transfer;

/// <summary>A block that was read and is to be sent.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Buffer">Holds it.</param>
/// <param name="Count">Its bytes.</param>
/// <param name="Hashed">Ends when they are hashed; before that the buffer is nobody else's.</param>
internal readonly record struct Block(int Index, byte[] Buffer, int Count, Task Hashed);

/// <summary>Reads blocks and sends them, each with a buffer of its own, no more at a time than allowed.</summary>
/// <param name="sizes">Their lengths.</param>
/// <param name="buffers">Their buffers.</param>
/// <param name="concurrency">Blocks that travel at the same time.</param>
/// <param name="failpoints">Named places at which tests break things.</param>
internal sealed class BlockPump(BlockSizes sizes, BlockBuffers buffers, int concurrency, IFailpoints? failpoints)
{
    /// <summary>Reads one block; its buffer is given back by <see cref="SendAsync"/> or <see cref="ReturnAsync"/>.</summary>
    /// <exception cref="BlobFailure">The data cannot be read, or are not what was announced.</exception>
    public async Task<Block> ReadAsync(BlockSource source, long? length, int index, CancellationToken cancellation)
    {
        var buffer = buffers.Rent(sizes.BytesOf(length, index));
        try
        {
            var count = await source.FillAsync(buffer, cancellation).ConfigureAwait(false);
            return new Block(index, buffer, count, source.Hashed);
        }
        catch
        {
            buffers.Return(buffer);
            throw;
        }
    }

    /// <summary>Sends a first block and all that follow.</summary>
    /// <returns>Number of blocks.</returns>
    /// <exception cref="BlobFailure">A block cannot be read or sent; none is on its way any more.</exception>
    public async Task<int> SendAsync(
        BlockSource source, long? length, Block first, Func<Block, CancellationToken, Task> send, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = new List<Task>(concurrency);
        try
        {
            running.Add(SendOneAsync(first, send, ending.Token));
            var count = 1;
            while (!source.IsAtEnd)
            {
                if (running.Count >= concurrency)
                    await EndOneAsync(running).ConfigureAwait(false);
                if (count >= sizes.CountMax)
                    throw TooMany();
                var block = await ReadAsync(source, length, count, ending.Token).ConfigureAwait(false);
                running.Add(SendOneAsync(block, send, ending.Token));
                count++;
            }
            while (running.Count > 0)
                await EndOneAsync(running).ConfigureAwait(false);
            return count;
        }
        catch
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Gives the buffer of a block back that is not sent.</summary>
    public async ValueTask ReturnAsync(Block block)
    {
        await block.Hashed.ConfigureAwait(false);
        buffers.Return(block.Buffer);
    }

    private static async Task EndOneAsync(List<Task> running)
    {
        var ended = await Task.WhenAny(running).ConfigureAwait(false);
        running.Remove(ended);
        await ended.ConfigureAwait(false);
    }

    private async Task SendOneAsync(Block block, Func<Block, CancellationToken, Task> send, CancellationToken cancellation)
    {
        try
        {
            await send(block, cancellation).ConfigureAwait(false);
            if (failpoints is not null)
                await failpoints.HitAsync("upload.block-n", cancellation).ConfigureAwait(false);
        }
        finally
        {
            await ReturnAsync(block).ConfigureAwait(false);
        }
    }

    private BlobFailure TooMany() => new(SnapshotStatus.TooLarge, new SnapshotError(
        SnapshotStage.Place, Diagnostics.SnapshotCodes.BlobTooLarge, $"The data needs more than {sizes.CountMax} blocks.", IsTransient: false));
}
