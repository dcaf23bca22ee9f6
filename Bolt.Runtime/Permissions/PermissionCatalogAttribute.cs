using System;

namespace Bolt;

/// <summary>
/// Marks a class whose string constants, and those of its nested classes, are the permissions there are. The analyzer then reports a guard that names
/// any other (BOLT1011). Nothing reads it at run time.
/// </summary>
/// <example>
/// <code>
/// [PermissionCatalog]
/// public static class Permissions
/// {
///     public const string AddArticle = "blog.add_article";
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PermissionCatalogAttribute : Attribute;
