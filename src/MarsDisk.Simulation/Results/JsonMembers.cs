namespace MarsDisk.Simulation.Results;

/// <summary>The members of a JSON document by key.</summary>
internal sealed class JsonMembers() : Dictionary<string, object?>(StringComparer.Ordinal);
