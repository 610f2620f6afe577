namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>The one directory that a scenario may name files in.</summary>
/// <param name="Directory">Its full path.</param>
public sealed record ScenarioRoot(string Directory)
{
    /// <summary>The directory that a scenario file stands in; the working directory for one without a file.</summary>
    /// <param name="source">Path of the scenario; <c>-</c> for standard input.</param>
    public static ScenarioRoot Of(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var folder = source == "-" ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(source))!;
        return new ScenarioRoot(Path.GetFullPath(folder));
    }

    /// <summary>Full path of a file that the scenario names; null when it lies outside, by its name or by a link.</summary>
    /// <param name="path">As written.</param>
    public string? Resolve(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('\0', StringComparison.Ordinal))
            return null;
        var full = Path.GetFullPath(path, Directory);
        return IsInside(full, Directory) && IsInside(Target(full), Target(Directory)) ? full : null;
    }

    private static bool IsInside(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // The deepest part that exists decides: what is not there yet will be made below it.
    private static string Target(string path)
    {
        var rest = "";
        for (var part = path; part is not null; part = Path.GetDirectoryName(part))
        {
            FileSystemInfo info = System.IO.Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (info.Exists)
                return Path.Join(Linked(info), rest);
            rest = Path.Join(Path.GetFileName(part), rest);
        }

        return path;
    }

    private static string Linked(FileSystemInfo info)
    {
        var target = info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.FullName;
        return Path.GetDirectoryName(target) is { } parent
            ? Path.Join(Linked(new DirectoryInfo(parent)), Path.GetFileName(target))
            : target;
    }
}
