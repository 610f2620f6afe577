namespace MarsDisk.Snapshots.Remote;

/// <summary>What every state store in a data base of another machine is told.</summary>
internal interface IRemoteStoreOptions
{
    /// <summary>In front of every name; empty, or without a slash at its end.</summary>
    string Prefix { get; }

    /// <summary>Repetition of requests.</summary>
    RemoteRetryOptions Retry { get; }

    /// <summary>What is wrong with these values, as far as it shows without a server; null: nothing.</summary>
    string? Problem();
}
