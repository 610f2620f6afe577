namespace MarsDisk.Snapshots.Transfer;

/// <summary>The prefix of a store, in front of every name that it uses.</summary>
internal sealed class KeyPrefix
{
    private readonly string _front;

    /// <summary>Takes a prefix; empty, or without a slash at its end.</summary>
    /// <exception cref="ArgumentException">It could name something hidden or above.</exception>
    public KeyPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > 0)
            SnapshotKeys.RequireSafe(prefix);
        _front = prefix.Length == 0 ? "" : prefix + "/";
    }

    /// <summary>The name of a key within the container.</summary>
    /// <exception cref="ArgumentException">The key could leave the prefix.</exception>
    public string NameOf(string key)
    {
        SnapshotKeys.RequireSafe(key);
        return _front + key;
    }

    /// <summary>With what the names begin whose keys begin so.</summary>
    public string NamesFrom(string keyPrefix) => _front + keyPrefix;

    /// <summary>The key of a name below the prefix; null: it is not below it.</summary>
    public string? KeyOf(string name) => name.StartsWith(_front, StringComparison.Ordinal) ? name[_front.Length..] : null;
}
