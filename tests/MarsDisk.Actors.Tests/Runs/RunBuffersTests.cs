using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Runs;
using MarsDisk.Actors.Tests.Support;

namespace MarsDisk.Actors.Tests.Runs;

public sealed class RunBuffersTests : IDisposable
{
    private readonly SmallRun _run = new();
    private readonly RunBuffers _buffers = new(2);

    public RunBuffersTests()
    {
        _buffers.Add(_run.NewBuffer());
        _buffers.Add(_run.NewBuffer());
    }

    public void Dispose() => _buffers.Release();

    [Fact]
    public void A_buffer_goes_round()
    {
        var buffer = _buffers.Grant();
        _buffers.BeginCommit(buffer);
        _buffers.EndCommit(buffer);

        Assert.Equal(2, _buffers.Free);
    }

    [Fact]
    public void A_buffer_that_was_not_granted_exists_twice()
    {
        var buffer = _buffers.Grant();
        _buffers.BeginCommit(buffer);

        Assert.Throws<PipelineException>(() => _buffers.BeginCommit(buffer));
    }

    [Fact]
    public void A_buffer_is_free_once()
    {
        var buffer = _buffers.Grant();
        _buffers.BeginCommit(buffer);
        _buffers.EndCommit(buffer);

        Assert.Throws<PipelineException>(() => _buffers.EndCommit(buffer));
    }

    [Fact]
    public void More_than_all_cannot_be_granted()
    {
        _buffers.Grant();
        _buffers.Grant();

        Assert.Throws<PipelineException>(_buffers.Grant);
    }

    [Fact]
    public void A_run_with_a_buffer_missing_grants_none()
    {
        var buffers = new RunBuffers(2);
        buffers.Add(_run.NewBuffer());

        Assert.Throws<PipelineException>(buffers.Grant);
        buffers.Release();
    }

    [Fact]
    public void All_buffers_come_home_wherever_they_were()
    {
        _buffers.BeginCommit(_buffers.Grant());
        _buffers.Grant();

        _buffers.ComeHome();

        Assert.Equal(2, _buffers.Free);
    }
}
