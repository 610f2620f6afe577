using System.Security.Cryptography;

using MarsDisk.Configuration;
using MarsDisk.Hosting.Identity;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Planning;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Hosting.Running;

/// <summary>Turns a configuration into a run that can be started, or into everything that is wrong with it.</summary>
public static class RunPreparation
{
    /// <summary>Loads, checks and plans; writes nothing.</summary>
    /// <param name="source">Configuration text, overrides and names.</param>
    /// <param name="variables">Environment variables.</param>
    /// <param name="options">What the run is told beside its configuration.</param>
    public static Preparation Prepare(
        ConfigurationSource source, IReadOnlyDictionary<string, string> variables, PlanOptions options) =>
        Prepare(Load(source, variables), source, options);

    /// <summary>Everything there is to say about a configuration: loading, remarks of a careful reader, planning.</summary>
    /// <param name="source">Configuration text and overrides.</param>
    /// <param name="variables">Environment variables.</param>
    public static IReadOnlyList<Finding> Check(ConfigurationSource source, IReadOnlyDictionary<string, string> variables)
    {
        var loaded = Load(source, variables);
        var review = ConfigurationCheck.Review(loaded);
        var planned = Prepare(loaded, source, new PlanOptions()).Findings;
        return [.. review, .. planned.Except(review)];
    }

    private static LoadResult Load(ConfigurationSource source, IReadOnlyDictionary<string, string> variables) =>
        ConfigurationLoader.Load(source.Text, source.Path, source.Overrides, EnvironmentSwitches.Read(variables));

    private static Preparation Prepare(LoadResult loaded, ConfigurationSource source, PlanOptions options)
    {
        if (loaded.Resolved is not { } configuration)
            return new Preparation(null, loaded.Findings, ExitCodes.Usage);

        var tables = new TableFiles(source.BaseDirectory ?? Environment.CurrentDirectory);
        var planned = RunPlanner.Plan(configuration.Parameters, tables, options);
        var findings = loaded.Findings.Concat(planned.Findings.Select(finding => ToFinding(finding, configuration))).ToList();
        if (planned.Plan is not { } plan)
            return new Preparation(null, findings, ExitCodeOf(planned.Findings));

        var inputs = Inputs(plan, tables);
        return new Preparation(new PreparedRun(configuration, plan, inputs, source, findings), findings, ExitCodes.Done);
    }

    // A missing table is the world's fault, everything else the configuration's.
    private static int ExitCodeOf(IReadOnlyList<PlanFinding> findings) =>
        findings.Where(finding => finding.IsError).All(finding => finding.Kind == PlanFindingKind.Table) ? ExitCodes.Unusable : ExitCodes.Usage;

    private static Finding ToFinding(PlanFinding finding, ResolvedConfiguration configuration)
    {
        var origin = configuration.Entries.FirstOrDefault(entry => entry.Path == finding.Key)?.Origin.Text ?? "configuration";
        var message = finding.Key.Length == 0 ? finding.Message : $"{finding.Key}: {finding.Message}";
        return new Finding(origin, 0, 0, finding.Code, finding.IsError ? Severity.Error : Severity.Warning, message);
    }

    private static List<InputFile> Inputs(RunPlan plan, TableFiles tables)
    {
        var inputs = new List<InputFile>();
        foreach (var (role, path) in Named(plan.Parameters, plan.Temperature))
        {
            if (path is null || path.StartsWith("builtin:", StringComparison.Ordinal) || tables.Find(path) is not { } file)
                continue;
            var bytes = File.ReadAllBytes(file);
            inputs.Add(new InputFile(role, path, bytes.Length, new ContentHash(SHA256.HashData(bytes))));
        }

        return inputs;
    }

    private static IEnumerable<(string Role, string? Path)> Named(RunParameters parameters, TemperaturePlan temperature)
    {
        yield return ("radiation.qpr_table_path", parameters.Radiation?.QPr is null ? parameters.Radiation?.QprTablePath : null);
        yield return ("shielding.table_path", parameters.Shielding is { Mode: not ShieldingMode.Off } shielding ? shielding.TablePath : null);
        yield return ("radiation.mars_temperature_driver.table.path", temperature.Generated is null ? temperature.Path : null);
        yield return ("sinks.sub_params.psat_table_path", parameters.Sinks.SubParams.PsatTablePath);
        yield return ("dynamics.e_profile.table_path", parameters.Dynamics.EProfile.TablePath);
        yield return ("supply.table.path", parameters.Supply.Mode == SupplyMode.Table ? parameters.Supply.Table.Path : null);
        yield return ("supply.temperature.table.path", parameters.Supply.Temperature is { Enabled: true, Mode: SupplyTemperatureMode.Table } control ? control.Table.Path : null);
    }
}

/// <summary>What came of preparing a run.</summary>
/// <param name="Run">The run; null when a finding is an error.</param>
/// <param name="Findings">Everything there is to say.</param>
/// <param name="ExitCode">Exit code when there is no run.</param>
public sealed record Preparation(PreparedRun? Run, IReadOnlyList<Finding> Findings, int ExitCode);
