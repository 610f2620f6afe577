using MarsDisk.Configuration;
using MarsDisk.Configuration.Sweeps;
using MarsDisk.LanguageServer.Scenarios;

namespace MarsDisk.LanguageServer;

/// <summary>What the language server asks of the program that starts it.</summary>
public sealed record LanguageServices
{
    /// <summary>Version of the program.</summary>
    public string Version { get; init; } = "0";

    /// <summary>Checks the YAML text of a run configuration or of a sweep. The second argument is the path of the file.</summary>
    public Func<string, string, IReadOnlyList<Finding>> CheckConfiguration { get; init; }
        = static (text, file) => SweepLoader.IsSweep(text)
            ? SweepLoader.Review(text, file)
            : ConfigurationCheck.Review(ConfigurationLoader.Load(text, file));

    /// <summary>What there is to know about scenarios.</summary>
    public ScenarioServices Scenarios { get; init; } = new();
}
