using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>Rules of what is written, and of what is read again.</summary>
internal static class OutputRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("io.archive.dir", run => run.Io.Archive is { Enabled: true, Dir: null },
            "io.archive.enabled needs io.archive.dir.", "Name the directory of the archive."),
        new("io.streaming.compression", run => run.Io.Streaming.Compression == ChunkCompression.Zstd,
            "io.streaming.compression zstd is not supported.", "Use snappy, gzip, brotli or none."),
        Rule.Warn("numerics.checkpoint.enabled", run => run.Numerics.Checkpoint.Enabled && run.Io.Streaming is { Enable: true, OptOut: false },
            "numerics.checkpoint has no effect while io.streaming is on: a killed run goes on behind its last chunk."),
        new("numerics.resume.from_path", run => run.Numerics.Resume.FromPath is not null,
            "numerics.resume.from_path names a checkpoint of the reference, which cannot be read here.",
            "Remove it: marsdisk run goes on with what is in its directory, from the last commit."),
    ];
}
