using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Legacy;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Restoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MarsDisk.Snapshots.Hosting;

/// <summary>Puts snapshots into a host of Microsoft.Extensions.</summary>
public static class SnapshotHostingExtensions
{
    /// <summary>Name of the health check, and category of the log lines.</summary>
    public const string Name = SnapshotMetrics.MeterName;

    /// <summary>
    /// Adds offloader, reader, writer, janitor and stores as singletons, a health check, the instruments, and a service that
    /// prepares the stores in the background and cleans them. Settings and stores are checked when the host starts.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Section with the keys of <see cref="SnapshotIoOptions"/>, as they are or in kebab case, and <c>health</c>.</param>
    /// <param name="name">Names the stores.</param>
    /// <exception cref="InvalidOperationException">It was called before: a container has one set of stores.</exception>
    public static IServiceCollection AddMarsDiskSnapshots(
        this IServiceCollection services, IConfiguration configuration, Action<SnapshotStores> name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(name);
        if (services.Any(service => service.ServiceType == typeof(SnapshotSettings)))
            throw new InvalidOperationException($"{nameof(AddMarsDiskSnapshots)} was called before; a container has one set of stores.");
        var stores = new SnapshotStores();
        name(stores);

        services.AddSingleton(_ => new SnapshotSettings(stores, configuration));
        services.AddSingleton(provider => Options.Create(provider.GetRequiredService<SnapshotSettings>().Options));
        services.AddSingleton<ISnapshotHost>(HostOf);
        AddStores(services, stores);
        services.AddSingleton(provider => provider.GetRequiredService<SnapshotSettings>().Open(provider));
        services.AddSingleton<SnapshotOffloader>();
        services.AddSingleton<ISnapshotOffloader>(provider => provider.GetRequiredService<SnapshotOffloader>());
        services.AddSingleton<SnapshotPayloadReader>();
        services.AddSingleton<ISnapshotPayloadReader>(provider => provider.GetRequiredService<SnapshotPayloadReader>());
        services.AddSingleton<ISnapshotPayloadWriter, SnapshotPayloadWriter>();
        services.AddSingleton<LegacyRecordReader>();
        services.AddSingleton<SnapshotJanitor>();
        services.AddSingleton<SnapshotUpkeep>();
        services.AddHostedService<SnapshotUpkeepService>();
        services.AddMetrics(metrics => metrics.EnableMetrics(SnapshotMetrics.MeterName));
        services.AddHealthChecks().AddCheck<SnapshotHealthCheck>(Name);
        return services;
    }

    private static void AddStores(IServiceCollection services, SnapshotStores stores)
    {
        if (stores.States is { } states)
            services.AddSingleton(states);
        foreach (var (provider, make) in stores.Blobs)
            services.AddKeyedSingleton(provider, (container, _) => make(container));
    }

    private static NativeSnapshotHost HostOf(IServiceProvider provider)
    {
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger(Name);
        return new NativeSnapshotHost(
            (id, level, line, cause) => log.Log((LogLevel)level, new EventId(id), cause, "{Line}", line),
            provider.GetService<TimeProvider>(),
            EnvironmentFailpoints.FromEnvironment(provider.GetRequiredService<SnapshotSettings>().Options));
    }
}
