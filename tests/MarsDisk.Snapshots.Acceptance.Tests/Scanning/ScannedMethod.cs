namespace MarsDisk.Snapshots.Acceptance.Tests.Scanning;

/// <summary>A call that stands in a method.</summary>
/// <param name="Type">Type that declares what is called, generic arguments included.</param>
/// <param name="Name">Name of the method.</param>
/// <param name="Parameters">Types of its parameters.</param>
/// <param name="GenericArguments">Of the method itself.</param>
internal sealed record ScannedCall(string Type, string Name, IReadOnlyList<string> Parameters, string GenericArguments)
{
    public override string ToString() => $"{Type}.{Name}{(GenericArguments.Length > 0 ? $"<{GenericArguments}>" : "")}({string.Join(", ", Parameters)})";
}

/// <summary>A method and what it calls.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Signature">Types of its parameters, and last of its result.</param>
/// <param name="Calls">What its body calls or takes the address of.</param>
/// <param name="StateMachine">Type that its body went into; empty: none.</param>
/// <param name="IsOfStream">Whether its type is a stream.</param>
internal sealed record ScannedMethod(
    string Type, string Name, IReadOnlyList<string> Signature, IReadOnlyList<ScannedCall> Calls, string StateMachine, bool IsOfStream)
{
    /// <summary>Type and name, without what compilers add.</summary>
    public string Place => $"{Type}.{Name}";

    public override string ToString() => Place;
}
