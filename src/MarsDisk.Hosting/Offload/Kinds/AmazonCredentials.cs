using Amazon.Runtime;

namespace MarsDisk.Hosting.Offload.Kinds;

/// <summary>Credentials of the kinds whose servers speak Amazon's protocols.</summary>
internal static class AmazonCredentials
{
    /// <summary>Credentials; null: what the SDK finds in the environment, a profile or the machine's role.</summary>
    public static AWSCredentials? Of(KindSettings settings)
    {
        if (settings.TextOrNull("access-key-id") is not { } id)
            return null;
        return settings.TextOrNull("session-token") is { } token
            ? new SessionAWSCredentials(id, settings.Text("secret-access-key"), token)
            : new BasicAWSCredentials(id, settings.Text("secret-access-key"));
    }

    public static KindSettings Check(KindSettings settings)
    {
        settings.Pairs("access-key-id", "secret-access-key");
        return settings.Has("session-token") ? settings.Needs("access-key-id", "a session token belongs to it") : settings;
    }
}
