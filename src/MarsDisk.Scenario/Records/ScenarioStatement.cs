using System.Collections.Immutable;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario;

/// <summary>One unit of a scenario that is not a row.</summary>
/// <param name="Span">Where it stands.</param>
public abstract record ScenarioStatement(SourceSpan Span);

/// <summary><c>scenario "name" version 1</c>: always the first.</summary>
public sealed record ScenarioOpened(SourceSpan Span, string Name, int Version) : ScenarioStatement(Span);

/// <summary><c>config from "file"</c>: base configuration of the runs that follow.</summary>
public sealed record ConfigBaseRequested(SourceSpan Span, string Path) : ScenarioStatement(Span);

/// <summary><c>config { … }</c> or <c>set key = value</c>: changes the configuration of the runs that follow.</summary>
public sealed record ConfigPatched(SourceSpan Span, ImmutableArray<Assignment> Assignments) : ScenarioStatement(Span);

/// <summary>Head of a table. Its rows follow, then <see cref="TableClosed"/>.</summary>
public sealed record TableOpened(SourceSpan Span, string Name, TableShape Shape) : ScenarioStatement(Span);

/// <summary>The table is complete and may be used.</summary>
public sealed record TableClosed(SourceSpan Span, string Name, long Rows) : ScenarioStatement(Span);

/// <summary>A run may start, with these options and these keys changed.</summary>
public sealed record RunOpened(
    SourceSpan Span, string RunId, ImmutableArray<Assignment> Options, ImmutableArray<Assignment> Overrides) : ScenarioStatement(Span);

/// <summary>Head of a live driver; its first column is time. Rows follow, then <see cref="DriverClosed"/>.</summary>
public sealed record DriverOpened(SourceSpan Span, string RunId, TableShape Shape) : ScenarioStatement(Span);

/// <summary>The driver is complete.</summary>
public sealed record DriverClosed(SourceSpan Span, string RunId, long Rows) : ScenarioStatement(Span);

/// <summary><c>at time action</c>.</summary>
public sealed record EventScheduled(SourceSpan Span, string RunId, EventTime At, ScenarioAction Action) : ScenarioStatement(Span);

/// <summary><c>every time [from time] [until time] action</c>.</summary>
public sealed record RecurringScheduled(
    SourceSpan Span, string RunId, Quantity Every, Quantity? From, Quantity? Until, ScenarioAction Action) : ScenarioStatement(Span);

/// <summary><c>expect …</c>.</summary>
public sealed record ExpectationDeclared(
    SourceSpan Span, string RunId, ExpectWhen When, Quantity? At, string Metric, CompareOp Op, ScenarioValue Value, Quantity? Tolerance)
    : ScenarioStatement(Span);

/// <summary>Nothing more comes for this run.</summary>
public sealed record RunClosed(SourceSpan Span, string RunId) : ScenarioStatement(Span);

/// <summary><c>sweep "id" { … }</c>.</summary>
public sealed record SweepRequested(
    SourceSpan Span, string SweepId, ImmutableArray<SweepAxis> Axes, ImmutableArray<Assignment> Options, SweepTemplate Template, long Points)
    : ScenarioStatement(Span);

/// <summary><c>pause|resume|stop|snapshot "run"</c>: acts as soon as it is read.</summary>
public sealed record RunControl(SourceSpan Span, RunControlKind Kind, string RunId, string? Text) : ScenarioStatement(Span);

/// <summary><c>wait "id"</c> or <c>wait all</c> (no id): nothing behind it is delivered before that has ended.</summary>
public sealed record BarrierRequested(SourceSpan Span, string? Id) : ScenarioStatement(Span);

/// <summary><c>end</c>: the scenario is complete.</summary>
public sealed record ScenarioEnded(SourceSpan Span) : ScenarioStatement(Span);
