namespace MarsDisk.Parsing;

/// <summary>What one parse may cost. All sizes in bytes unless the name says otherwise.</summary>
public sealed record ParseLimits
{
    /// <summary>The defaults.</summary>
    public static readonly ParseLimits Default = new();

    /// <summary>Content of one line.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Content of one row of a table.</summary>
    public int MaxRowBytes { get; init; } = 4 * 1024;

    /// <summary>One unit, from its first byte; looked at at the end of each line.</summary>
    public int MaxStatementBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes received and not parsed: a bound of demand, an error only for a source that ignores demand.</summary>
    public int MaxBufferedBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>One chunk of a feeder.</summary>
    public int MaxChunkBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>One string, escapes resolved.</summary>
    public int MaxStringBytes { get; init; } = 8 * 1024;

    /// <summary>One name.</summary>
    public int MaxNameBytes { get; init; } = 128;

    /// <summary>Names in one path.</summary>
    public int MaxPathSegments { get; init; } = 16;

    /// <summary>The text of one number: conversion of long digit strings is slow.</summary>
    public int MaxNumberBytes { get; init; } = 64;

    /// <summary>Values in one list.</summary>
    public int MaxListItems { get; init; } = 4096;

    /// <summary>Columns of one table.</summary>
    public int MaxColumns { get; init; } = 64;

    /// <summary>Diagnostics in collect mode.</summary>
    public int MaxDiagnostics { get; init; } = 64;

    /// <summary>Bytes skipped by one recovery.</summary>
    public int MaxResyncBytes { get; init; } = 64 * 1024;

    /// <summary>Recoveries of one parse.</summary>
    public int MaxRecoveries { get; init; } = 128;

    /// <summary>Points of one sweep.</summary>
    public long MaxSweepPoints { get; init; } = 1_000_000;

    /// <summary>The whole source.</summary>
    public long MaxSourceBytes { get; init; } = long.MaxValue;

    /// <summary>Rows of all tables.</summary>
    public long MaxRows { get; init; } = long.MaxValue;

    /// <summary>Memory of stored replies when packrat is on.</summary>
    public int PackratBudgetBytes { get; init; } = 4 * 1024 * 1024;
}
