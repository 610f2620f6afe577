namespace MarsDisk.Configuration.Yaml;

/// <summary>How large a configuration file may be. Each limit is checked before memory is taken for what exceeds it.</summary>
internal static class YamlLimits
{
    public const int BytesMax = 1 << 20;
    public const int DepthMax = 32;
    public const int NodesMax = 100_000;
    public const int AliasesMax = 64;
}
