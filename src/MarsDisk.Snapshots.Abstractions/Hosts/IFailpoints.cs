namespace MarsDisk.Snapshots;

/// <summary>Named places in the code at which tests kill, fail or delay.</summary>
public interface IFailpoints
{
    /// <summary>Called when the place is reached.</summary>
    void Hit(string name);

    /// <summary>Called when the place is reached by code that may wait.</summary>
    ValueTask HitAsync(string name, CancellationToken cancellation);
}
