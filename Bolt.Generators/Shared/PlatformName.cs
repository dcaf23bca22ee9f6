namespace Bolt.Shared;

/// <summary>A type of .NET or ASP.NET Core.</summary>
/// <param name="Namespace">Its whole namespace.</param>
/// <param name="Name">Its name, without arity.</param>
/// <param name="Arity">How many type parameters it has.</param>
internal readonly record struct PlatformName(string Namespace, string Name, int Arity = 0)
{
    /// <summary>As metadata calls it.</summary>
    public string MetadataName => Namespace + "." + Name + (Arity == 0 ? string.Empty : "`" + Arity);
}
