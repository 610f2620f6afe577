namespace MarsDisk.Simulation.Inputs.Metrics;

/// <summary>Who knows the value of a metric.</summary>
public enum MetricSource
{
    /// <summary>The step behind a border.</summary>
    Step = 0,

    /// <summary>The value of a live key at a border.</summary>
    Key = 1,

    /// <summary>The run as a whole, once it has ended; only for claims about the end.</summary>
    Run = 2,
}

/// <summary>Something that a claim can be about.</summary>
public sealed record Metric
{
    internal Metric(MetricSource source, int id, string name, string unit, bool isText = false) =>
        (Source, Id, Name, Unit, IsText) = (source, id, name, unit, isText);

    /// <summary>Who knows its value.</summary>
    public MetricSource Source { get; }

    /// <summary>Number within its source in states; never changes its meaning.</summary>
    internal int Id { get; }

    /// <summary>Its name in scenarios.</summary>
    public string Name { get; }

    /// <summary>Unit of its numbers in the spelling of scenarios; <c>1</c> for none.</summary>
    public string Unit { get; }

    /// <summary>Whether it is a text, which can only be equal or not.</summary>
    public bool IsText { get; }
}
