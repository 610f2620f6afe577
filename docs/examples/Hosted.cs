using MarsDisk.Snapshots;
using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MarsDisk.Examples;

/// <summary>A worker in a host of Microsoft.Extensions that is given the offloader.</summary>
public sealed class Hosted(ISnapshotOffloader offloader, TimeProvider time, IHostApplicationLifetime host) : BackgroundService
{
    public static IHost Build(string folder, string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        var files = new FileStoreOptions { Root = folder };
        builder.Services.AddMarsDiskSnapshots(builder.Configuration.GetSection("snapshots"), stores => stores
            .UseStates(_ => FileHeadStorage.NewStateStore(files))
            .UseBlobs("file", _ => new FileBlobStore(files)));
        builder.Services.AddSingleton(TimeProvider.System).AddHostedService<Hosted>();
        return builder.Build();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var state = new Totals([1, 2, 3]);
        var options = new SnapshotWriteOptions
        {
            Series = new SnapshotSeries("examples", "hosted"),
            Position = new SnapshotPosition(0, 1, 0),
            PayloadType = state.PayloadType,
        };
        // The stores are prepared beside this: until they are there, a persist fails at once, and the next tick tries again.
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100), time);
        while (await offloader.PersistAsync(state, options, new SnapshotExpectation.None(), null, stoppingToken) is { IsSuccess: false, Error.IsTransient: true })
            await ticks.WaitForNextTickAsync(stoppingToken);
        host.StopApplication();
    }
}
