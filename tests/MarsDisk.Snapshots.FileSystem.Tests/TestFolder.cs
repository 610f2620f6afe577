namespace MarsDisk.Snapshots.FileSystem.Tests;

/// <summary>A directory of one test.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "marsdisk-filestore", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Root => System.IO.Path.Combine(Path, "store");

    /// <summary>Names of all files of the store, relative to its root.</summary>
    public IReadOnlyList<string> Files() => !Directory.Exists(Root)
        ? []
        : [.. Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(name => name != ".clock" && !name.EndsWith("/.clock", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
