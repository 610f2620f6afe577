using System.Security.Cryptography;

using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Actors.Tests.Support;

/// <summary>A file as a disk would hold it.</summary>
internal sealed record PublishedFile(string Name, long Bytes, ContentHash Sha256);

/// <summary>Turns chunks into file contents, the way the product does.</summary>
internal sealed class MemoryEncoding(RunPlan plan) : IDisposable
{
    private readonly ChunkEncoder _encoder = new(plan.Schemas, "small", "plan");

    /// <summary>Every table of the chunk, then the state behind it.</summary>
    public IReadOnlyList<PublishedFile> Files(ChunkBuffer buffer, ResumeState state)
    {
        var files = new List<PublishedFile>();
        foreach (var table in _encoder.Schemas.Tables.Where(table => _encoder.Rows(table, buffer) > 0))
            files.Add(FileOf(ChunkNames.Chunk(table.Name, buffer.FirstStep, buffer.EndStep), output => _encoder.Write(table, buffer, output)));
        files.Add(FileOf($"state-{buffer.EndStep}", state.WriteTo));
        return files;
    }

    public static byte[] BytesOf(Action<Stream> write)
    {
        using var content = new MemoryStream();
        write(content);
        return content.ToArray();
    }

    public void Dispose() => _encoder.Dispose();

    private static PublishedFile FileOf(string name, Action<Stream> write)
    {
        var bytes = BytesOf(write);
        return new PublishedFile(name, bytes.Length, new ContentHash(SHA256.HashData(bytes)));
    }
}
