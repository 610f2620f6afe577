using System.CommandLine;

using MarsDisk.Cli.Output;
using MarsDisk.Cli.Running;
using MarsDisk.Configuration.Sweeps;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Sweeps;
using MarsDisk.Hosting.Sweeps.Planning;

namespace MarsDisk.Cli.Commands.Sweeps;

/// <summary>Which sweep a command line means: a sweep file with its directory, or a directory that holds one already.</summary>
internal sealed class SweepTarget
{
    private const string DefaultParent = "out";

    public Argument<string> Target { get; } = new("sweep") { Description = "Sweep file (YAML), or the directory of a sweep" };

    public Option<string?> Out { get; } = new("--out", "-o") { Description = "Directory of the sweep; default: out/NAME" };

    public Option<string[]> Set { get; } = new("--set", "-s", "--override") { Description = "PATH=VALUE for every run", AllowMultipleArgumentsPerToken = true };

    public Option<bool> Strict { get; } = new("--strict") { Description = "Warnings of the check stop the start" };

    public void AddTo(Command command)
    {
        command.Add(Target);
        command.Add(Out);
        command.Add(Set);
        command.Add(Strict);
    }

    /// <summary>Plans the sweep of a file, or reads that of a directory. Says what is wrong on standard error.</summary>
    public ResolvedSweep Resolve(ParseResult line)
    {
        var target = line.GetRequiredValue(Target);
        if (Directory.Exists(target))
            return line.GetValue(Out) is not null || line.GetValue(Set) is { Length: > 0 }
                ? Refuse($"{target} is the directory of a planned sweep; --out and --set go with its sweep file.", ExitCodes.Usage)
                : OfDirectory(target);
        return ConfigurationSources.TextOf(target) is { } text ? OfFile(target, text, line) : new ResolvedSweep(null, null, null, ExitCodes.Usage);
    }

    /// <summary>Reads the sweep of a directory.</summary>
    public static ResolvedSweep OfDirectory(string path)
    {
        var directory = new SweepDirectory(path);
        if (!directory.HasManifest)
            return Refuse($"{path} holds no sweep: there is no {SweepDirectory.ManifestName}.\n  plan one there with: marsdisk sweep plan FILE -o {path}", ExitCodes.Usage);
        try
        {
            return new ResolvedSweep(directory, directory.ReadManifest(), null, ExitCodes.Done);
        }
        catch (InvalidDataException error)
        {
            return Refuse(error.Message, ExitCodes.CannotGoOn);
        }
    }

    /// <summary>Refuses a plan of a program that computes differently: its ids are not those of this one.</summary>
    public static ResolvedSweep WithThisPhysics(ResolvedSweep sweep) =>
        sweep.Manifest is { } manifest && manifest.Fingerprint != PhysicsFingerprint.Value
            ? Refuse($"the sweep in {sweep.Directory!.Path} was planned by a program with another physics than this one ({PhysicsFingerprint.Text}).\n  plan it again: marsdisk sweep run {manifest.Source.Path} -o DIR", ExitCodes.CannotGoOn)
            : sweep;

    private ResolvedSweep OfFile(string file, string text, ParseResult line)
    {
        if (!SweepLoader.IsSweep(text))
            return Refuse($"{file} is no sweep: it has neither sweep nor vary.\n  a single run is started with: marsdisk run {file}", ExitCodes.Usage);

        var name = SweepLoader.Load(text, file).Definition?.Name ?? "";
        var directory = new SweepDirectory(line.GetValue(Out) ?? Path.Combine(DefaultParent, name));
        var plan = SweepPlanner.Plan(new SweepRequest(file, text, line.GetValue(Set) ?? [], ProcessEnvironment.Variables), directory);
        var isRefused = FindingsText.Print(plan.Findings, line.GetValue(Strict), Console.Error);
        if (isRefused || plan.Manifest is null)
            return new ResolvedSweep(null, null, null, plan.Manifest is null ? plan.ExitCode : ExitCodes.Usage);
        return new ResolvedSweep(directory, plan.Manifest, plan.First, ExitCodes.Done);
    }

    private static ResolvedSweep Refuse(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return new ResolvedSweep(null, null, null, exitCode);
    }
}

/// <summary>The sweep of a command line, or the exit code of its refusal.</summary>
internal sealed record ResolvedSweep(SweepDirectory? Directory, SweepManifest? Manifest, Hosting.Running.PreparedRun? First, int ExitCode)
{
    /// <summary>Writes the plan into the directory, unless it is there.</summary>
    /// <returns>The refusal, or null.</returns>
    public async Task<string?> StoreAsync()
    {
        if (Directory!.IsForeign)
            return $"{Directory.Path} is not empty and holds no sweep.\n  nothing was changed there; name another directory with --out DIR.";
        if (Directory.HasManifest && IsStored())
            return null;
        await SweepPlanFiles.PublishAsync(Directory, Manifest!, TimeProvider.System);
        return null;
    }

    private bool IsStored()
    {
        try
        {
            var stored = Directory!.ReadManifest();
            return stored.Hash == Manifest!.Hash && stored.Source.Text == Manifest.Source.Text && stored.Source.BaseText == Manifest.Source.BaseText
                && stored.Source.Overrides.SequenceEqual(Manifest.Source.Overrides, StringComparer.Ordinal);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
