using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Tests.Numerics;

public sealed class PortabilityTests
{
    private static readonly HashSet<string> AllowedOfMath = new(StringComparer.Ordinal)
    {
        "Abs", "BigMul", "Ceiling", "Clamp", "Floor", "Max", "Min", "Round", "Sign", "Sqrt", "Truncate",
    };

    private static readonly HashSet<string> ForbiddenAnywhere = new(StringComparer.Ordinal)
    {
        "FusedMultiplyAdd", "MultiplyAddEstimate", "ReciprocalEstimate", "ReciprocalSqrtEstimate",
    };

    [Fact]
    public void The_physics_calls_no_function_whose_bits_depend_on_the_machine()
    {
        using var file = new PEReader(File.OpenRead(typeof(PortableMath).Assembly.Location));
        var metadata = file.GetMetadataReader();

        var called = metadata.MemberReferences
            .Select(handle => metadata.GetMemberReference(handle))
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => (Type: NameOf(metadata, (TypeReferenceHandle)member.Parent), Member: metadata.GetString(member.Name)))
            .ToList();

        Assert.Contains(("Math", "Sqrt"), called);
        Assert.DoesNotContain(called, IsForbidden);
    }

    [Fact]
    public void The_elementary_functions_give_the_bits_they_gave_on_the_first_machine()
    {
        var random = new Pcg64(7);
        var hash = 14695981039346656037;

        for (var i = 0; i < 20_000; i++)
        {
            var (x, y) = (random.Uniform(-8, 8), random.Uniform(1e-9, 6500));
            Fold(ref hash, PortableMath.Exp(x));
            Fold(ref hash, PortableMath.Expm1(x));
            Fold(ref hash, PortableMath.Log(y));
            Fold(ref hash, PortableMath.Log10(y));
            Fold(ref hash, PortableMath.Pow(y, x));
            Fold(ref hash, PortableMath.Pow10(x));
            Fold(ref hash, PortableMath.Cbrt(y));
            Fold(ref hash, PortableMath.Sin(x));
        }

        Assert.Equal(17129833203397574401UL, hash);
    }

    private static bool IsForbidden((string Type, string Member) call) =>
        call.Type is "TensorPrimitives" or "MathF" or "Vector`1"
        || (call.Type == "Math" && !AllowedOfMath.Contains(call.Member))
        || ForbiddenAnywhere.Contains(call.Member);

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle) =>
        metadata.GetString(metadata.GetTypeReference(handle).Name);

    // FNV-1a over the bits, so that the order counts too.
    private static void Fold(ref ulong hash, double value) => hash = (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 1099511628211;
}
