create table documents (
  id bigint generated always as identity primary key,
  owner varchar(50) not null,
  name varchar(200) not null,      -- what people see, and what their browsers save
  media_type varchar(100) not null,
  bytes bigint not null,
  storage varchar(10) not null check (storage in ('disk', 's3')),
  storage_key varchar(300) not null  -- path in the folder, or key in the bucket
);

create index documents_of_owner on documents (owner);

create table downloads (
  id bigint generated always as identity primary key,
  document_id bigint not null references documents (id) on delete cascade,
  who varchar(50) not null,
  requests int not null default 1,
  first_at timestamp with time zone not null default current_timestamp,
  last_at timestamp with time zone not null default current_timestamp
);

create index downloads_of_document on downloads (document_id, who, last_at);
