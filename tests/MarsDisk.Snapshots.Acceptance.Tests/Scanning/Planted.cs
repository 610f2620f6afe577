namespace MarsDisk.Snapshots.Acceptance.Tests.Scanning;

/// <summary>What the scan has to find: a body that becomes one piece two helpers below the method that takes it.</summary>
internal static class Planted
{
    public static async Task<long> SaveAsync(Stream body) => await PrepareAsync(body);

    private static async Task<long> PrepareAsync(Stream source)
    {
        await Task.Yield();
        return Settle(new Holder(source));
    }

    // Neither takes a stream any more: only following the calls leads here.
    private static long Settle(Holder holder) => Collect(holder).LongLength;

    private static byte[] Collect(Holder holder)
    {
        using var whole = new MemoryStream();
        holder.Give(whole);
        return whole.ToArray();
    }

    private sealed class Holder(object source)
    {
        public void Give(object target) => ((Stream)source).CopyTo((Stream)target);
    }
}
