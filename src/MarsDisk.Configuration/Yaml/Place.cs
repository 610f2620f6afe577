namespace MarsDisk.Configuration.Yaml;

/// <summary>Where something was written. Line and column count from 1; line 0 means an override or a variable.</summary>
internal sealed record Place(string File, int Line, int Column)
{
    public bool IsFile => Line > 0;

    public Finding Error(string code, string message, string? advice = null) =>
        new(File, Line, Column, code, Severity.Error, message, advice);

    public Finding Warning(string code, string message, string? advice = null) =>
        new(File, Line, Column, code, Severity.Warning, message, advice);

    public Finding Info(string code, string message, string? advice = null) =>
        new(File, Line, Column, code, Severity.Info, message, advice);
}
