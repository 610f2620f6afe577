using MarsDisk.Configuration;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>Checks faults: kind, stage, arguments, and whether this program was started with faults allowed.</summary>
internal sealed class FaultBinder(Problems problems, bool areAllowed)
{
    private static readonly KeyUnit Second = KeyUnit.Of("s");

    /// <summary>Kinds by their words.</summary>
    public static IReadOnlyDictionary<string, FaultKind> Kinds { get; } = new Dictionary<string, FaultKind>(StringComparer.Ordinal)
    {
        ["crash"] = FaultKind.Crash,
        ["stall"] = FaultKind.Stall,
        ["delay"] = FaultKind.Delay,
        ["drop"] = FaultKind.Drop,
        ["duplicate"] = FaultKind.Duplicate,
        ["corrupt"] = FaultKind.Corrupt,
        ["disk-full"] = FaultKind.DiskFull,
        ["slow-disk"] = FaultKind.SlowDisk,
        ["kill-node"] = FaultKind.KillNode,
        ["partition"] = FaultKind.Partition,
    };

    /// <summary>Names of the stages of a run.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["integrator", "aggregation", "flush-trigger", "parquet-writer", "snapshot-offload"];

    public RunAction? Bind(ScenarioAction.Fault fault, in SourceSpan at)
    {
        if (!areAllowed)
            problems.Error("scn.fault.not_allowed", at, "Faults are not allowed here.", "Start with --faults to break things on purpose.");
        if (!Kinds.TryGetValue(fault.Kind, out var kind))
        {
            var nearest = KeyCatalogue.NearestOf(fault.Kind, Kinds.Keys);
            problems.Error("scn.fault.kind", at, $"{fault.Kind} is not a kind of fault.", nearest is null ? $"Kinds are {string.Join(", ", Kinds.Keys)}." : $"Did you mean {nearest}?");
            return null;
        }

        if (kind is FaultKind.KillNode or FaultKind.Partition)
        {
            problems.Error("scn.fault.target", at, $"{fault.Kind} is a fault among several nodes, and a run has one: \"{fault.Target}\" is no part of it.", "To see a run go on after its process died, end it with kill -9 and give the same command again.");
            return null;
        }

        if (!Stages.Contains(fault.Target, StringComparer.Ordinal))
        {
            var nearest = KeyCatalogue.NearestOf(fault.Target, Stages);
            problems.Error("scn.fault.target", at, $"\"{fault.Target}\" is not a stage of a run.", nearest is null ? $"Stages are {string.Join(", ", Stages)}." : $"Did you mean {nearest}?");
            return null;
        }

        return Arguments(fault) is { } arguments && HasShare(fault, kind, arguments, at) && areAllowed ? new RunAction.Fault(kind, fault.Target, arguments) : null;
    }

    private bool HasShare(ScenarioAction.Fault fault, FaultKind kind, FaultArguments arguments, in SourceSpan at)
    {
        if (arguments.Rate is null || kind is FaultKind.Delay or FaultKind.SlowDisk or FaultKind.Drop or FaultKind.Duplicate or FaultKind.Corrupt)
            return true;
        problems.Error("scn.key.type", at, $"rate means nothing for {fault.Kind}: it is the share of batches that a delay, slow-disk, drop, duplicate or corrupt strikes.");
        return false;
    }

    private FaultArguments? Arguments(ScenarioAction.Fault fault)
    {
        var read = new FaultArguments(null, null, null, null);
        foreach (var argument in fault.Arguments)
        {
            var value = argument.Value is ScenarioValue.Number { Q: var quantity } ? quantity : (Quantity?)null;
            var isBare = value?.Unit.Equals(UnitExpr.None) == true;
            if (argument.Key == "for" && !isBare && Seconds(value) is { } seconds)
                read = read with { ForSeconds = seconds };
            else if (argument.Key == "by" && !isBare && Seconds(value) is { } late)
                read = read with { BySeconds = late };
            else if (argument.Key == "count" && isBare && value!.Value.Value is >= 1 and <= int.MaxValue && Math.Floor(value.Value.Value) == value.Value.Value)
                read = read with { Count = (int)value.Value.Value };
            else if (argument.Key == "rate" && value is { } rate && KeyUnit.Of("").Convert(rate) is >= 0 and <= 1 and var share)
                read = read with { Rate = share };
            else
                return Refuse(argument);
        }

        return read;
    }

    private static double? Seconds(Quantity? value) => value is { } time && Second.Convert(time) is > 0 and var seconds ? seconds : null;

    private FaultArguments? Refuse(Assignment argument)
    {
        if (argument.Key is "for" or "by" or "count" or "rate")
            problems.Error("scn.key.type", argument.Span, $"{argument.Key} takes {(argument.Key switch { "count" => "a whole number of at least 1", "rate" => "a share from 0 to 1", _ => "a time above 0" })}.");
        else
            problems.Error("scn.key.unknown", argument.Span, $"{argument.Key} is not an argument of a fault.", "Arguments are for, by, count and rate.");
        return null;
    }
}
