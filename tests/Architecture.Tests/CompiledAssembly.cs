using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using TestKit;

namespace Architecture.Tests;

/// <summary>What a compiled assembly says about itself, read without loading it.</summary>
internal sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;

    public CompiledAssembly(string project)
    {
        file = new PEReader(File.OpenRead(Repository.BuiltAssembly(project)));
        metadata = file.GetMetadataReader();
    }

    /// <summary>The names of the assemblies that its code uses.</summary>
    public IReadOnlyList<string> References => [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];

    /// <summary>The full names of the types of other assemblies that its code uses.</summary>
    public IReadOnlyList<string> UsedTypes => [.. metadata.TypeReferences.Select(NameOf)];

    /// <summary>The members of other assemblies that its code uses, such as <c>System.DateTime.get_Now</c>.</summary>
    public IReadOnlyList<string> UsedMembers =>
    [
        .. from handle in metadata.MemberReferences
           let member = metadata.GetMemberReference(handle)
           where member.Parent.Kind == HandleKind.TypeReference
           select $"{NameOf((TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}",
    ];

    /// <summary>The types that it defines, with those of their attributes that bear a text as first argument.</summary>
    public IReadOnlyList<(string Type, string Attribute, string? Text)> TypeAttributes =>
    [
        .. from typeHandle in metadata.TypeDefinitions
           let type = metadata.GetTypeDefinition(typeHandle)
           from attribute in AttributesOf(type.GetCustomAttributes())
           select (NameOf(type), attribute.Name, attribute.Text),
    ];

    /// <summary>The same for the methods of interfaces.</summary>
    public IReadOnlyList<(string Type, string Method, string Attribute, string? Text)> InterfaceMethodAttributes =>
    [
        .. from typeHandle in metadata.TypeDefinitions
           let type = metadata.GetTypeDefinition(typeHandle)
           where type.Attributes.HasFlag(System.Reflection.TypeAttributes.Interface)
           from methodHandle in type.GetMethods()
           let method = metadata.GetMethodDefinition(methodHandle)
           from attribute in AttributesOf(method.GetCustomAttributes())
           select (NameOf(type), metadata.GetString(method.Name), attribute.Name, attribute.Text),
    ];

    /// <summary>The properties of a type that another silo is sent, with the numbers that they are sent by.</summary>
    public IReadOnlyList<(string Name, uint Number)> Serialized(string fullName)
    {
        var type = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Single(type => NameOf(type) == fullName);
        return
        [
            .. from handle in type.GetProperties()
               let property = metadata.GetPropertyDefinition(handle)
               from attributeHandle in property.GetCustomAttributes()
               let attribute = metadata.GetCustomAttribute(attributeHandle)
               where attribute.Constructor.Kind == HandleKind.MemberReference
               let constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor)
               where constructor.Parent.Kind == HandleKind.TypeReference && NameOf((TypeReferenceHandle)constructor.Parent) == "Orleans.IdAttribute"
               select (metadata.GetString(property.Name), NumberOf(attribute)),
        ];
    }

    /// <summary>The members of an enum that it defines, with their numbers.</summary>
    public IReadOnlyList<(string Name, int Number)> EnumMembers(string fullName)
    {
        var type = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Single(type => NameOf(type) == fullName);
        return
        [
            .. from handle in type.GetFields()
               let field = metadata.GetFieldDefinition(handle)
               where !field.GetDefaultValue().IsNil
               select (metadata.GetString(field.Name), metadata.GetBlobReader(metadata.GetConstant(field.GetDefaultValue()).Value).ReadInt32()),
        ];
    }

    public void Dispose() => file.Dispose();

    private IEnumerable<(string Name, string? Text)> AttributesOf(CustomAttributeHandleCollection handles)
    {
        foreach (var handle in handles)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference) continue;
            var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (constructor.Parent.Kind != HandleKind.TypeReference) continue;
            yield return (NameOf((TypeReferenceHandle)constructor.Parent), TextOf(attribute, constructor));
        }
    }

    // ECMA-335 II.23.3: a prolog of two bytes, then the arguments. In the constructor's signature (II.23.2.1) the first argument's type is the fourth byte.
    private string? TextOf(CustomAttribute attribute, MemberReference constructor)
    {
        const byte text = 0x0E;
        var signature = metadata.GetBlobBytes(constructor.Signature);
        if (signature.Length < 4 || signature[3] != text) return null;
        var reader = metadata.GetBlobReader(attribute.Value);
        reader.ReadUInt16();
        return reader.ReadSerializedString();
    }

    // Behind the same prolog: the one argument, 32 bits.
    private uint NumberOf(CustomAttribute attribute)
    {
        var reader = metadata.GetBlobReader(attribute.Value);
        reader.ReadUInt16();
        return reader.ReadUInt32();
    }

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private string NameOf(TypeDefinition type) => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
}
