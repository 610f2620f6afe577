using System.Globalization;

using MarsDisk.Configuration;
using MarsDisk.Hosting.Running;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>The run that is measured: <c>configs/base.yml</c>, made longer, shorter or wider by overrides.</summary>
/// <param name="ConfigurationPath">The file.</param>
internal sealed record BaseRun(string ConfigurationPath)
{
    // The file fixes the step at 2 s; at its radius an orbit then has this many steps.
    private const double StepsPerOrbit = 7537.8;

    /// <summary>The override that makes the run about this many steps long.</summary>
    public static string Length(long steps) => string.Create(CultureInfo.InvariantCulture, $"numerics.t_end_orbits={steps / StepsPerOrbit:0.00000}");

    /// <summary>Loads and plans it in this process.</summary>
    public PreparedRun Prepare(params IReadOnlyList<string> overrides)
    {
        var source = new ConfigurationSource(
            ConfigurationPath, File.ReadAllText(ConfigurationPath), [.. overrides.Select(text => new OverrideText(text))], null, new Dictionary<string, string>(StringComparer.Ordinal));
        var preparation = RunPreparation.Prepare(source, new Dictionary<string, string>(StringComparer.Ordinal), new PlanOptions { ConfigurationPath = ConfigurationPath });
        return preparation.Run ?? throw new InvalidOperationException(string.Join('\n', preparation.Findings));
    }
}
