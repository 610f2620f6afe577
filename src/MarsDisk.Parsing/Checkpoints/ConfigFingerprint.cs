using System.Globalization;
using System.Text;

namespace MarsDisk.Parsing;

/// <summary>64 bits over all settings that can change a result. FNV-1a, so that it is the same in every process.</summary>
internal static class ConfigFingerprint
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(RunConfig config)
    {
        var limits = config.Limits;
        var recover = config.Recover;
        var profile = config.Extensions.GetValueOrDefault("lex", ExtensionMap.Empty).Values.GetValueOrDefault("profile");
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            {limits.MaxLineBytes} {limits.MaxRowBytes} {limits.MaxStatementBytes} {limits.MaxStringBytes} {limits.MaxNameBytes}
            {limits.MaxPathSegments} {limits.MaxNumberBytes} {limits.MaxListItems} {limits.MaxColumns} {limits.MaxDiagnostics}
            {limits.MaxResyncBytes} {limits.MaxRecoveries} {limits.MaxSweepPoints} {limits.MaxSourceBytes} {limits.MaxRows}
            {config.MaxDepth} {config.RequireEof} {config.MergeWarnings} {recover.Mode} {recover.MaxDiagnostics}
            {recover.MaxResyncBytes} {recover.MaxRecoveries} {profile}
            """);
        var hash = OffsetBasis;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ value) * Prime;
        return hash;
    }
}
