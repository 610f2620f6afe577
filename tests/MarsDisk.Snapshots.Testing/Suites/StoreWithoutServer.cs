namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>A store whose server is down.</summary>
/// <typeparam name="TStore">The store.</typeparam>
/// <param name="Store">It was made while the server was down.</param>
/// <param name="BringUpAsync">Starts the server; nothing is done to the store.</param>
public sealed record StoreWithoutServer<TStore>(TStore Store, Func<Task> BringUpAsync);
