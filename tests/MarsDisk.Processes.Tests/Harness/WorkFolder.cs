namespace MarsDisk.Processes.Tests.Harness;

/// <summary>A directory of one test under the system's temporary path; it goes with the test.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("marsdisk-process-");

    public string Path => _folder.FullName;

    /// <summary>Full path of a name in this folder; nothing is made.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
