using System.Globalization;
using System.Security.Cryptography;

namespace MarsDisk.Emulators;

/// <summary>The folder tests/emulators with its packages installed. Missing node or npm fails; nothing is skipped.</summary>
public static class EmulatorFolder
{
    private const string Solution = "MarsDisk.Actors.sln";
    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>The folder; the first call in a fresh clone installs the packages, once for all test processes.</summary>
    /// <exception cref="EmulatorException">node or npm is missing, or the installation failed.</exception>
    public static string Path => Installed.Value;

    private static string Install()
    {
        var folder = System.IO.Path.Combine(RepositoryRoot(), "tests", "emulators");
        CheckNode();
        var stamp = System.IO.Path.Combine(folder, "node_modules", ".marsdisk-lock-hash");
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(System.IO.Path.Combine(folder, "package-lock.json"))));
        using (LockFile.Take(System.IO.Path.Combine(folder, ".install.lock")))
        {
            if (File.Exists(stamp) && File.ReadAllText(stamp) == hash)
                return folder;
            Commands.Run("npm", ["ci", "--no-progress"], folder);
            File.WriteAllText(stamp, hash);
        }
        return folder;
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Solution)))
                return folder.FullName;
        }
        throw new EmulatorException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }

    private static void CheckNode()
    {
        var version = Commands.Run("node", ["--version"], workingFolder: null).Trim();
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < 20)
            throw new EmulatorException($"The tests need node 20 or newer, found {version}.");
    }

    /// <summary>A file that one process holds at a time; the system releases it when the process ends, however it ends.</summary>
    private static class LockFile
    {
        public static FileStream Take(string path)
        {
            while (true)
            {
                try
                {
                    return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                }
                catch (IOException) when (File.Exists(path))
                {
                    Thread.Sleep(TimeSpan.FromMilliseconds(100));
                }
            }
        }
    }
}

/// <summary>An emulator or independent reader is not available or failed.</summary>
public sealed class EmulatorException(string message, Exception? inner = null) : Exception(message, inner);
