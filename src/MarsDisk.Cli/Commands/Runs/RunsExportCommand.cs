using System.CommandLine;

using MarsDisk.Hosting;
using MarsDisk.Hosting.Upkeep;

namespace MarsDisk.Cli.Commands.Runs;

/// <summary><c>marsdisk runs export DIR --to …</c>: a run elsewhere; its directory is only read (experience.md §2.6, §8).</summary>
internal static class RunsExportCommand
{
    public static Command Build()
    {
        var directory = DirectoryCommand.Directory();
        var to = new Option<string>("--to") { Description = "zip, tar, csv (a folder with one file a table) or ro-crate (ro-crate-metadata.json)", Required = true }
            .AcceptOnlyFromAmong("zip", "tar", "csv", "ro-crate");
        var output = new Option<string?>("--out", "-o") { Description = "Where to; default: NAME.zip, NAME.tar, NAME-csv or ro-crate-metadata.json here" };
        var author = new Option<string[]>("--author") { Description = "ro-crate: name of an author; may be repeated" };
        var license = new Option<string?>("--license") { Description = "ro-crate: licence, such as CC-BY-4.0, or its address" };
        var command = new Command("export", "Writes a run elsewhere as archive, CSV or research object.") { directory, to, output, author, license };
        command.SetAction(line => DirectoryCommand.Guard(() => Export(
            StoredRun.Open(line.GetRequiredValue(directory)), line.GetRequiredValue(to), line.GetValue(output),
            new CrateCredits(line.GetValue(author) ?? [], line.GetValue(license)))));
        return command;
    }

    private static int Export(StoredRun run, string form, string? given, CrateCredits credits)
    {
        var path = given ?? NameOf(run, form);
        if (Path.GetFullPath(path).StartsWith(run.Directory.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new FormatException($"{path} lies inside the run, which export never touches; name another place with --out.");
        if (form == "csv")
        {
            RunExport.WriteCsv(run, path);
        }
        else
        {
            if (Path.Exists(path))
                throw new FormatException($"{path} is there already; name another place with --out.");
            WriteWhole(run, form, credits, path);
        }

        Console.Out.WriteLine(path);
        return ExitCodes.Done;
    }

    // Half an archive is worse than none.
    private static void WriteWhole(StoredRun run, string form, CrateCredits credits, string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            Write(run, form, credits, file);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static string NameOf(StoredRun run, string form) => form switch
    {
        "csv" => $"{RunExport.FolderOf(run)}-csv",
        "ro-crate" => ResearchCrate.FileName,
        _ => $"{RunExport.FolderOf(run)}.{form}",
    };

    private static void Write(StoredRun run, string form, CrateCredits credits, Stream output)
    {
        switch (form)
        {
            case "zip": RunExport.WriteZip(run, output); break;
            case "tar": RunExport.WriteTar(run, output); break;
            default: ResearchCrate.Write(run, credits, output); break;
        }
    }
}
