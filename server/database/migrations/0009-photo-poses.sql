-- What a photo shows and belongs to: without it, photos of different days cannot be laid side by side.

alter table files
  -- How the skin was turned towards the camera; the contract lists the poses.
  add column pose text check (pose ~ '^[a-z0-9-]{1,20}$'),
  -- The session after which it was taken; which day that is follows from `taken_at`.
  add column session_id uuid,
  add column check_in_id uuid,
  -- The question of the intake that it answers.
  add column question text,
  add constraint files_only_photos_are_posed
    check (kind = 'photo' or (pose is null and session_id is null and check_in_id is null and question is null)),
  add foreign key (clinic_id, session_id) references sessions (clinic_id, id),
  add foreign key (clinic_id, check_in_id) references check_ins (clinic_id, id);
create index files_after_session on files (clinic_id, session_id) where session_id is not null;
create index files_of_check_in on files (clinic_id, check_in_id) where check_in_id is not null;
