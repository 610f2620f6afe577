using System.CommandLine;

using MarsDisk.Cli.Commands.Scenario;

namespace MarsDisk.Cli.Commands;

/// <summary>Options that <c>run</c> and <c>config</c> share: which configuration, and what overrides it.</summary>
internal sealed class ConfigurationOptions
{
    public Argument<string?> File { get; } = new("file")
    {
        Description = "YAML configuration; - reads standard input",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string?> Config { get; } = new("--config", "-c") { Description = "The same as the argument" };

    public Option<string[]> Set { get; } = new("--set", "-s", "--override")
    {
        Description = "PATH=VALUE, several per option allowed; later ones win",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> OverridesFile { get; } = new("--overrides-file")
    {
        Description = "File with one PATH=VALUE a line; applied before --set",
    };

    public void AddTo(Command command)
    {
        command.Add(File);
        command.Add(Config);
        command.Add(Set);
        command.Add(OverridesFile);
    }

    /// <summary>The configuration file, or null after an explanation on standard error.</summary>
    public string? FileOf(ParseResult line)
    {
        var argument = line.GetValue(File);
        var option = line.GetValue(Config);
        if (argument is not null && option is not null && argument != option)
            Console.Error.WriteLine($"two configurations are named: {argument} and --config {option}; name one.");
        else if (argument is null && option is null)
            Console.Error.WriteLine("no configuration is named; for example: marsdisk run configs/quick.yml");
        else
            return argument ?? option;
        return null;
    }
}

/// <summary>Options of <c>run</c> beside its configuration.</summary>
internal sealed class RunOptions
{
    public ConfigurationOptions Configuration { get; } = new();

    public Option<string?> Out { get; } = new("--out", "-o") { Description = "Run directory; default: io.outdir" };

    public Option<bool> New { get; } = new("--new") { Description = "Never continue: take DIR, DIR-2, DIR-3 …, the first that does not exist" };

    public Option<bool> Replace { get; } = new("--replace") { Description = "Move an existing run directory aside to DIR.old-<n>, then start" };

    public Option<bool> Yes { get; } = new("--yes") { Description = "Do not ask before --replace" };

    public Option<string?> Name { get; } = new("--name") { Description = "Name for people; stored in run.json" };

    public Option<string[]> Tag { get; } = new("--tag") { Description = "KEY=VALUE for people; stored in run.json" };

    public Option<long?> Seed { get; } = new("--seed") { Description = "dynamics.rng_seed" };

    public Option<string?> Until { get; } = new("--until") { Description = "End of the run: YEARS, or a number with yr, s or orbits" };

    public Option<bool> Strict { get; } = new("--strict") { Description = "Warnings of the check stop the start" };

    public Option<bool> DryRun { get; } = new("--dry-run", "-n") { Description = "Check and plan, print the estimate, write nothing" };

    public Option<bool> EnforceMassBudget { get; } = new("--enforce-mass-budget") { Description = "End the run with code 1 when a step violates the mass budget" };

    public Option<string?> Sinks { get; } = new("--sinks") { Description = "sinks.mode: none or sublimation" };

    public Option<string?> PhysicsMode { get; } = new("--physics-mode") { Description = "physics_mode: default, sublimation_only or collisions_only" };

    public Option<bool> AutoTune { get; } = new("--auto-tune") { Description = "Accepted for scripts of the reference program; has no effect" };

    public Option<string?> AutoTuneProfile { get; } = new("--auto-tune-profile") { Description = "Accepted for scripts of the reference program; has no effect" };

    public Option<bool> Faults { get; } = new("--faults") { Description = "Scenarios: fault lines break things on purpose" };

    public Option<string?> Root { get; } = new("--root") { Description = "Scenarios: directory of the files that they may name; default: that of the scenario" };

    public HereOptions Here { get; } = new();

    public LimitOptions Limits { get; } = new();

    public ProgressOptions Progress { get; } = new();

    /// <summary>The first option that was given and means nothing for a scenario, whose runs say such things themselves.</summary>
    public Option? ForeignToScenarios(ParseResult line) => Given(
        line, Configuration.Set, Configuration.OverridesFile, Out, New, Replace, Name, Tag, Seed, Until, Strict, DryRun, EnforceMassBudget, Sinks, PhysicsMode);

    /// <summary>The first option that was given and means something for scenarios only.</summary>
    public Option? ForScenariosOnly(ParseResult line) => Given(line, Faults, Root) ?? Here.Given(line);

    public void AddTo(Command command)
    {
        Configuration.AddTo(command);
        foreach (var option in (Option[])[Out, New, Replace, Yes, Name, Tag, Seed, Until, Strict, DryRun, EnforceMassBudget, Sinks, PhysicsMode, AutoTune, AutoTuneProfile, Faults, Root])
            command.Add(option);
        Here.AddTo(command);
        Limits.AddTo(command);
        Progress.AddTo(command);
    }

    private static Option? Given(ParseResult line, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            if (line.GetResult(option) is { Implicit: false })
                return option;
        }
        return null;
    }

    /// <summary>Overrides in the order in which they apply: options that stand for a key come last.</summary>
    public IReadOnlyList<string> Overrides(ParseResult line)
    {
        var overrides = new List<string>(line.GetValue(Configuration.Set) ?? []);
        if (line.GetValue(Seed) is { } seed)
            overrides.Add(FormattableString.Invariant($"dynamics.rng_seed={seed}"));
        if (line.GetValue(Until) is { } until)
            overrides.AddRange(UntilText.Overrides(until));
        if (line.GetValue(Sinks) is { } sinks)
            overrides.Add($"sinks.mode='{sinks}'");          // the bare word none would be null
        if (line.GetValue(PhysicsMode) is { } mode)
            overrides.Add($"physics_mode={mode}");
        return overrides;
    }
}
