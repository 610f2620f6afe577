namespace MarsDisk.Snapshots;

/// <summary>A blob that no record refers to any more and that may be deleted after a grace.</summary>
/// <param name="Provider">Its store.</param>
/// <param name="Key">Its key.</param>
/// <param name="SinceTicks">UTC ticks since which nothing refers to it.</param>
/// <param name="Reason">Why, e.g. <c>replaced</c>, <c>retired</c>, <c>superseded</c>.</param>
public sealed record GarbageEntry(string Provider, string Key, long SinceTicks, string Reason);
