using System.Buffers.Binary;
using System.Security.Cryptography;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>A state of many blocks, each with its number in front; made quickly.</summary>
internal sealed class BlockSource(long length) : ISnapshotSource
{
    private const int BlockBytes = 1 << 20;

    public string ContentType => "application/octet-stream";

    public string PayloadType => "test.blocks";

    public int PayloadVersion => 1;

    public SnapshotMutability Mutability => SnapshotMutability.Immutable;

    public long? EstimatedBodyBytes => length;

    public async ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
    {
        var block = PatternStream.Bytes(BlockBytes);
        for (long at = 0, number = 0; at < length; at += BlockBytes, number++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(block, number);
            await body.WriteAsync(block.AsMemory(0, (int)Math.Min(BlockBytes, length - at)), cancellation);
        }
    }

    /// <summary>SHA-256 of the body in hexadecimal digits.</summary>
    public async Task<string> HashAsync()
    {
        using var hash = SHA256.Create();
        await using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            await WriteBodyAsync(stream, CancellationToken.None);
        return Convert.ToHexStringLower(hash.Hash!);
    }
}
