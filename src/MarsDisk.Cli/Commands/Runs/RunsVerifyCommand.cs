using System.CommandLine;

using MarsDisk.Cli.Output;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Upkeep;

namespace MarsDisk.Cli.Commands.Runs;

/// <summary><c>marsdisk runs verify DIR</c>: whether a run directory is what its journal says (experience.md §2.6).</summary>
internal static class RunsVerifyCommand
{
    public static Command Build()
    {
        var (directory, json) = (DirectoryCommand.Directory(), JsonAnswer.Option());
        var deep = new Option<bool>("--deep") { Description = "Decode every page as well, and derive the final files again" };
        var command = new Command("verify", "Reads every file of a run and compares it with the journal; ends with 6 when something differs.") { directory, deep, json };
        command.SetAction(line => DirectoryCommand.Guard(() => Verify(line.GetRequiredValue(directory), line.GetValue(deep), line.GetValue(json))));
        return command;
    }

    private static int Verify(string path, bool isDeep, bool isJson)
    {
        var report = RunVerification.Of(StoredRun.Open(path), isDeep);
        var code = report.Troubles.Count == 0 ? ExitCodes.Done : ExitCodes.Different;
        if (isJson)
        {
            JsonAnswer.Print(
                "marsdisk.verification", ("directory", path), ("files", report.Files), ("bytes", report.Bytes), ("derived_files", report.DerivedFiles),
                ("differences", report.Troubles), ("remarks", report.Remarks), ("exit_code", code));
            return code;
        }

        foreach (var line in report.Remarks.Concat(report.Troubles))
            Console.Error.WriteLine(line);
        var derived = report.DerivedFiles > 0 ? $", {Words.Count(report.DerivedFiles, "file")} derived again" : "";
        Console.Out.WriteLine($"{(code == ExitCodes.Done ? "ok" : "differs")}  {Words.Count(report.Files, "committed file")}, {Words.Bytes(report.Bytes)}{derived}");
        return code;
    }
}
