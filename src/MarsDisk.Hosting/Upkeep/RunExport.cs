using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

using MarsDisk.History.Export;
using MarsDisk.Hosting.Records;
using MarsDisk.Storage.Recovery;

namespace MarsDisk.Hosting.Upkeep;

/// <summary>Writes a run elsewhere; its directory is only read (experience.md §2.6).</summary>
public static class RunExport
{
    private static readonly string[] Documents =
        ["run.json", "run_config.json", "inputs.json", "run_card.md", "summary.json", "manifest.json", "orbit_rollup.csv", "journal/run.journal"];

    private static readonly string[] Folders = ["config", "checks"];

    // Everything carries the time that the run was created, so that the same run gives the same archive.
    private static readonly DateTimeOffset Unknown = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The files of a run, relative to its directory: those that the journal names, and its documents.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> FilesOf(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var committed = CommittedFiles.OfTables(run.Ledger).Concat(CommittedFiles.OfStates(run.Ledger))
            .Concat(CommittedFiles.OfHistory(run.Ledger)).Concat(CommittedFiles.OfSnapshots(run.Ledger));
        var inFolders = Folders.Select(run.Directory.PathOf).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(run.Directory.Root, file).Replace('\\', '/'));
        return [.. Documents.Concat(inFolders).Concat(committed.Select(file => file.Name)).Distinct(StringComparer.Ordinal)
            .Where(name => File.Exists(run.Directory.PathOf(name))).Order(StringComparer.Ordinal)];
    }

    /// <summary>Writes a zip archive.</summary>
    /// <param name="run">The run.</param>
    /// <param name="output">Receives the archive.</param>
    public static void WriteZip(StoredRun run, Stream output)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (folder, time) = (FolderOf(run), Created(run));
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        foreach (var name in FilesOf(run))
        {
            // Tables are compressed already.
            var entry = archive.CreateEntry($"{folder}/{name}", name.EndsWith(".parquet", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
            entry.LastWriteTime = time < Unknown ? Unknown : time;
            using var body = entry.Open();
            using var file = OpenRead(run, name);
            file.CopyTo(body);
        }
    }

    /// <summary>Writes a tar archive.</summary>
    /// <param name="run">The run.</param>
    /// <param name="output">Receives the archive.</param>
    public static void WriteTar(StoredRun run, Stream output)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (folder, time) = (FolderOf(run), Created(run));
        using var archive = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var name in FilesOf(run))
        {
            using var file = OpenRead(run, name);
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"{folder}/{name}")
            {
                DataStream = file,
                ModificationTime = time,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            });
        }
    }

    /// <summary>Writes each table as CSV with every digit.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">Folder of the files; made when it is missing.</param>
    /// <returns>Names of the files.</returns>
    public static IReadOnlyList<string> WriteCsv(StoredRun run, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        Directory.CreateDirectory(folder);
        var names = new List<string>();
        foreach (var name in run.Ledger.TableFiles().Select(file => file.Table).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            using var table = RunTables.Open(run.Directory.Root, name);
            using var output = new StreamWriter(Path.Combine(folder, $"{name}.csv"), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            new TableExport { Format = ExportFormat.Csv }.Write(table, output);
            names.Add($"{name}.csv");
        }

        return names;
    }

    /// <summary>Name of the folder inside of archives.</summary>
    /// <param name="run">The run.</param>
    public static string FolderOf(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Path.GetFileName(run.Directory.Root) is { Length: > 0 } name ? name : run.Directory.Run.Value;
    }

    private static DateTimeOffset Created(StoredRun run) =>
        DateTimeOffset.TryParse((string?)RunDocument.Read(run.Directory.Root)?["created"], System.Globalization.CultureInfo.InvariantCulture, out var created) ? created : Unknown;

    // The journal of a run that goes on is read as far as it is.
    private static FileStream OpenRead(StoredRun run, string name) =>
        new(run.Directory.PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
