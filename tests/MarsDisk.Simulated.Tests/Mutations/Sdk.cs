using System.Reflection;

namespace MarsDisk.Simulated.Mutations;

/// <summary>Where the running runtime and the SDK beside it keep what a compilation needs.</summary>
internal static class Sdk
{
    public static string Dotnet() => Path.Combine(Folder(), OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>The compiler of the newest SDK.</summary>
    public static string Compiler() => Newest(Path.Combine(Folder(), "sdk"), Path.Combine("Roslyn", "bincore", "csc.dll"));

    /// <summary>Folder of the source generators of the base library.</summary>
    public static string Generators() => Path.GetDirectoryName(Newest(
        Path.Combine(Folder(), "packs", "Microsoft.NETCore.App.Ref"),
        Path.Combine("analyzers", "dotnet", "cs", "Microsoft.Interop.LibraryImportGenerator.dll")))!;

    /// <summary>The assemblies of the running base library.</summary>
    public static IEnumerable<string> RuntimeAssemblies() => Directory.GetFiles(RuntimeFolder(), "*.dll").Where(IsManaged);

    /// <summary>Where the sources are.</summary>
    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MarsDisk.Actors.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("MarsDisk.Actors.sln is in no folder above the tests.");
    }

    private static string RuntimeFolder() => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static string Folder() => Path.GetFullPath(Path.Combine(RuntimeFolder(), "..", "..", ".."));

    private static string Newest(string folder, string file) => Directory.GetDirectories(folder)
        .Where(version => File.Exists(Path.Combine(version, file)) && char.IsAsciiDigit(Path.GetFileName(version)[0]))
        .OrderByDescending(version => Version.Parse(Path.GetFileName(version).Split('-')[0]))
        .Select(version => Path.Combine(version, file))
        .FirstOrDefault() ?? throw new InvalidOperationException($"There is no {file} below {folder}.");

    private static bool IsManaged(string file)
    {
        try
        {
            return AssemblyName.GetAssemblyName(file).Name is not null;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
