using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.Tests.InMemory;

public sealed class InMemoryBlobStoreTests : InMemoryBlobStoreSuite;

public sealed class InMemoryStateStoreTests : InMemoryStateStoreSuite;
