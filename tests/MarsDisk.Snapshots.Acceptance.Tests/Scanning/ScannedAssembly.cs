using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MarsDisk.Snapshots.Acceptance.Tests.Scanning;

/// <summary>Reads every method of an assembly file and what it calls.</summary>
internal static class ScannedAssembly
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>All methods that have a body.</summary>
    public static IReadOnlyList<ScannedMethod> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var streams = StreamTypes(reader);
        var methods = new List<ScannedMethod>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = TypeNames.Of(reader, handle);
            foreach (var methodHandle in reader.GetTypeDefinition(handle).GetMethods())
            {
                var method = reader.GetMethodDefinition(methodHandle);
                var signature = method.DecodeSignature(TypeNames.Instance, null);
                IReadOnlyList<ScannedCall> calls = method.RelativeVirtualAddress == 0
                    ? []
                    : Calls(reader, file.GetMethodBody(method.RelativeVirtualAddress).GetILReader());
                methods.Add(new ScannedMethod(
                    type, reader.GetString(method.Name), [.. signature.ParameterTypes, signature.ReturnType], calls, StateMachine(reader, method), streams.Contains(type)));
            }
        }
        return methods;
    }

    // Types that derive from Stream, directly or by another of the same assembly.
    private static HashSet<string> StreamTypes(MetadataReader reader)
    {
        var bases = reader.TypeDefinitions.ToDictionary(handle => TypeNames.Of(reader, handle), handle => TypeNames.Of(reader, reader.GetTypeDefinition(handle).BaseType), StringComparer.Ordinal);
        var streams = new HashSet<string>(StringComparer.Ordinal) { "System.IO.Stream", "System.IO.MemoryStream", "System.IO.FileStream" };
        int before;
        do
        {
            before = streams.Count;
            streams.UnionWith(bases.Where(pair => streams.Contains(TypeNames.Open(pair.Value))).Select(pair => pair.Key));
        }
        while (streams.Count > before);
        return streams;
    }

    // The compiler writes the name of the state machine into an attribute: a serialised type name.
    private static string StateMachine(MetadataReader reader, MethodDefinition method)
    {
        foreach (var handle in method.GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference)
                continue;
            var name = TypeNames.Of(reader, reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent);
            if (!name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))
                continue;
            var blob = reader.GetBlobReader(attribute.Value);
            blob.ReadUInt16();
            return (blob.ReadSerializedString() ?? "").Split(',')[0];
        }
        return "";
    }

    private static List<ScannedCall> Calls(MetadataReader reader, BlobReader code)
    {
        var calls = new List<ScannedCall>();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xFE)
                value = 0xFE00 | code.ReadByte();
            var operand = OpCodesByValue[value].OperandType;
            switch (operand)
            {
                case OperandType.InlineMethod or OperandType.InlineTok:
                    if (CallOf(reader, MetadataTokens.EntityHandle(code.ReadInt32())) is { } call)
                        calls.Add(call);
                    break;
                case OperandType.InlineSwitch:
                    var count = code.ReadInt32();
                    code.Offset += 4 * count;
                    break;
                default:
                    code.Offset += SizeOf(operand);
                    break;
            }
        }
        return calls;
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private static ScannedCall? CallOf(MetadataReader reader, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                var method = reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                return new ScannedCall(
                    TypeNames.Of(reader, method.GetDeclaringType()), reader.GetString(method.Name), method.DecodeSignature(TypeNames.Instance, null).ParameterTypes, "");
            case HandleKind.MemberReference:
                var member = reader.GetMemberReference((MemberReferenceHandle)handle);
                return member.GetKind() == MemberReferenceKind.Field
                    ? null
                    : new ScannedCall(TypeNames.Of(reader, member.Parent), reader.GetString(member.Name), member.DecodeMethodSignature(TypeNames.Instance, null).ParameterTypes, "");
            case HandleKind.MethodSpecification:
                var specification = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                return CallOf(reader, specification.Method) is { } generic
                    ? generic with { GenericArguments = string.Join(',', specification.DecodeSignature(TypeNames.Instance, null)) }
                    : null;
            default:
                return null;
        }
    }
}
