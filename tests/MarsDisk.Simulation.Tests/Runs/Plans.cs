using MarsDisk.Configuration;
using MarsDisk.Simulation.Planning;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>Plans from configuration text, the way a user's file becomes a run.</summary>
internal static class Plans
{
    public static string GoldenDirectory => Path.Combine(AppContext.BaseDirectory, "Golden");

    public static RunPlan OfFile(string path, params string[] overrides) =>
        OfText(File.ReadAllText(path), Path.GetDirectoryName(path)!, overrides);

    public static RunPlan OfText(string yaml, string directory, params string[] overrides)
    {
        var result = RunPlanner.Plan(Parameters(yaml, overrides), new TableFiles(directory));
        return result.Plan ?? throw new InvalidOperationException(string.Join('\n', result.Findings));
    }

    public static Parameters.RunParameters Parameters(string yaml, params string[] overrides)
    {
        var loaded = ConfigurationLoader.Load(
            yaml, "test.yml", overrides.Select(text => new OverrideText(text)));
        return loaded.Parameters ?? throw new InvalidOperationException(string.Join('\n', loaded.Findings));
    }
}
