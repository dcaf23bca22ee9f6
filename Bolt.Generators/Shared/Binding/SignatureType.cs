namespace Bolt.Shared;

/// <summary>The type of a parameter as <c>typeof</c> takes it.</summary>
internal readonly record struct SignatureType(string TypeOf, bool IsByRef)
{
    public override string ToString() => IsByRef ? $"typeof({TypeOf}).MakeByRefType()" : $"typeof({TypeOf})";
}
