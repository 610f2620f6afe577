using System.Security.Cryptography;
using System.Text;

namespace MarsDisk.Processes.Tests.Harness;

/// <summary>An offload target of files, in the environment of the program.</summary>
internal static class Offload
{
    private const string Blobs = "MARSDISK__SNAPSHOT_IO__BLOB_STORE";
    private const string States = "MARSDISK__SNAPSHOT_IO__STATE_STORE";
    private const string Directory = "MARSDISK__SNAPSHOT_IO__FILE__DIRECTORY";
    private const string Threshold = "MARSDISK__SNAPSHOT_IO__INLINE_THRESHOLD_BYTES";

    /// <summary>Every variable.</summary>
    public static IReadOnlyList<string> Names { get; } = [Blobs, States, Directory, Threshold];

    /// <summary>Where the record of a series lies below the directory.</summary>
    public static string HeadOf(string run, string name, string schemaTag)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{run}\n{name}\n{schemaTag}")))[..24];
        return Path.Combine("heads", hash[..2], $"{hash}.head");
    }

    /// <summary>A store in a directory that has an object for everything, however small.</summary>
    public static (string Name, string Value)[] To(string directory) =>
        [(Blobs, "file"), (States, "file"), (Directory, directory), (Threshold, "0 B")];
}
