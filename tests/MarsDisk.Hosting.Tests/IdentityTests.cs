using MarsDisk.Hosting.Identity;

namespace MarsDisk.Hosting.Tests;

public sealed class IdentityTests
{
    [Fact]
    public void Where_and_how_loudly_a_run_is_made_does_not_change_its_id()
    {
        var one = SmallRun.Prepare("io.outdir=out/one", "io.quiet=true");
        var other = SmallRun.Prepare("io.outdir=out/other", "io.quiet=false");

        Assert.Equal(one.Identity.Run, other.Identity.Run);
    }

    [Theory]
    [InlineData("psd.alpha=3.4")]
    [InlineData("dynamics.rng_seed=7")]
    [InlineData("io.streaming.step_flush_interval=50")]
    [InlineData("io.streaming.compression=gzip")]
    public void Whatever_can_change_a_byte_changes_the_id(string change)
    {
        Assert.NotEqual(SmallRun.Prepare().Identity.Run, SmallRun.Prepare(change).Identity.Run);
    }

    [Fact]
    public void The_hash_with_another_program_differs_and_with_this_one_agrees()
    {
        var identity = SmallRun.Prepare().Identity;

        Assert.Equal(identity.PlanHash, identity.HashWith(PhysicsFingerprint.Value));
        Assert.NotEqual(identity.PlanHash, identity.HashWith(identity.PlanHash));
    }

    [Fact]
    public void An_id_is_26_letters_of_base_32()
    {
        Assert.Matches("^[a-z2-7]{26}$", SmallRun.Prepare().Identity.Run.Value);
    }
}
