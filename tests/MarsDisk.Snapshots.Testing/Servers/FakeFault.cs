namespace MarsDisk.Snapshots.Testing.Servers;

/// <summary>What a fake server does wrong with a request.</summary>
public enum FakeFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Takes the body and answers 503.</summary>
    Unavailable,

    /// <summary>Answers 503 and asks for a pause of one second.</summary>
    Throttled,

    /// <summary>Answers 403.</summary>
    Denied,

    /// <summary>Cuts the connection in the middle of the request's body.</summary>
    CutRequest,

    /// <summary>Does what was asked and cuts the connection instead of answering.</summary>
    CutAnswer,

    /// <summary>Announces the whole body and cuts the connection in its middle.</summary>
    Truncate,

    /// <summary>Answers 409, as while another conditional request is running.</summary>
    Contended,
}

/// <summary>A request as faults are chosen for it.</summary>
/// <param name="Operation">The operation, e.g. <c>Put Block</c>.</param>
/// <param name="Target">The name, and the block or part where there is one.</param>
/// <param name="Number">How often this operation came for this target, from 1.</param>
public sealed record FakeRequest(string Operation, string Target, int Number);
