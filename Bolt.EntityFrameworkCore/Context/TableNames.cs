using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Bolt.EntityFrameworkCore.Context;

/// <summary>Names of tables.</summary>
internal static class TableNames
{
    /// <summary>Unless the application names it, by an attribute or in code.</summary>
    public static void ToTableUnlessNamed<TEntity>(this EntityTypeBuilder<TEntity> entity, string name)
        where TEntity : class
    {
        if (((IConventionEntityType)entity.Metadata).GetTableNameConfigurationSource() is null or ConfigurationSource.Convention)
        {
            entity.ToTable(name, entity.Metadata.GetSchema());
        }
    }
}
